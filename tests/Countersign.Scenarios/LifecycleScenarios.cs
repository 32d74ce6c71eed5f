using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Testing.Http;
using Xunit;

namespace Countersign.Scenarios;

/// <summary>Pausing, resuming, retrying, running again, changing and removing jobs.</summary>
public abstract class LifecycleScenarios(IScenarioHost host) : ScenarioBase(host)
{
    private static readonly string NoPlan = "sha256:" + new string('0', 64);

    [Fact]
    public async Task Pause_WhileThePlanIsHeld_StopsTheClockAndTheDecision()
    {
        var jobId = await NewHeldJobAsync();
        var before = Expiry(await Api.GetAsync($"api/jobs/{jobId}"));

        var paused = await Api.PostAsync($"api/jobs/{jobId}/pause");
        var again = await Api.PostAsync($"api/jobs/{jobId}/pause");
        var decided = await Api.ApproveAsync(jobId);
        var resumed = await Api.PostAsync($"api/jobs/{jobId}/resume");
        var resumedAgain = await Api.PostAsync($"api/jobs/{jobId}/resume");

        Assert.Equal((HttpStatusCode.Accepted, "paused", "approval"), (paused.Status, paused.Text("status"), paused.Text("phase")));
        Assert.Equal((HttpStatusCode.Accepted, "paused"), (again.Status, again.Text("status")));
        Assert.Equal((HttpStatusCode.Conflict, "paused"), (decided.Status, decided.Code));
        Assert.Equal((HttpStatusCode.Accepted, "awaiting_approval"), (resumed.Status, resumed.Text("status")));
        Assert.Equal((HttpStatusCode.Accepted, "awaiting_approval"), (resumedAgain.Status, resumedAgain.Text("status")));
        Assert.True(Expiry(resumed) > before, $"{Expiry(resumed):O} is not after {before:O}.");
        Assert.Equal(Expiry(resumed), Expiry(resumedAgain));

        Assert.Equal(HttpStatusCode.OK, (await Api.ApproveAsync(jobId)).Status);
        await Api.WaitForEventAsync(jobId, "completion");
        var types = Types(await Api.ReadEventsAsync(jobId));
        Assert.Equal(["paused", "resumed"], types.Where(type => type is "paused" or "resumed"));
    }

    [Fact]
    public async Task Pause_PastTheEndOfTheTimeToDecide_LeavesItsRest()
    {
        var jobId = await NewHeldJobAsync(new JsonObject { ["timeout_seconds"] = 2 });
        var paused = await Api.PostAsync($"api/jobs/{jobId}/pause");

        // The gate's time ends while it stands still: nothing may come, however long one waits.
        var last = (await Api.ReadEventsAsync(jobId))[^1].GetProperty("seq").GetInt64();
        var nothing = await Api.GetAsync($"api/jobs/{jobId}/events?after={last}&wait=3");
        var resumed = await Api.PostAsync($"api/jobs/{jobId}/resume");
        var failure = await Api.WaitForEventAsync(jobId, "failure");

        Assert.Equal(0, nothing.Body.GetProperty("events").GetArrayLength());
        Assert.True(Expiry(resumed) - Expiry(paused) >= TimeSpan.FromSeconds(3));
        Assert.Equal("timeout", failure.GetProperty("status").GetString());
        Assert.True(failure.GetProperty("timestamp").GetDateTimeOffset() >= Expiry(resumed));
    }

    [Fact]
    public async Task Cancel_OfAPausedJob_EndsIt()
    {
        var jobId = await NewHeldJobAsync();
        await Api.PostAsync($"api/jobs/{jobId}/pause");

        var cancelled = await Api.PostAsync($"api/jobs/{jobId}/cancel");
        var resumed = await Api.PostAsync($"api/jobs/{jobId}/resume");

        Assert.Equal((HttpStatusCode.Accepted, "cancelled"), (cancelled.Status, cancelled.Text("status")));
        Assert.Equal((HttpStatusCode.Conflict, "illegal_transition"), (resumed.Status, resumed.Code));
        Assert.Contains("cancelled", resumed.Text("detail"), StringComparison.Ordinal);
        Assert.Contains("rerun, delete", resumed.Text("detail"), StringComparison.Ordinal);
        Assert.Equal("cancelled", Types(await Api.ReadEventsAsync(jobId))[^1]);
    }

    [Fact]
    public async Task Retry_OfAJobThatFailedInAnalysis_AnalysesAgain()
    {
        var jobId = await NewFailedJobAsync();
        var last = (await Api.ReadEventsAsync(jobId))[^1].GetProperty("seq").GetInt64();

        var retried = await Api.PostAsync($"api/jobs/{jobId}/retry");
        var failure = await Api.WaitForEventAsync(jobId, "failure", last);

        Assert.Equal((HttpStatusCode.Accepted, "running", 2), (retried.Status, retried.Text("status"), retried.Body.GetProperty("attempt").GetInt32()));
        Assert.Equal(JsonValueKind.Null, retried.Body.GetProperty("error").ValueKind);
        Assert.Equal("checksum_mismatch", failure.GetProperty("error").GetProperty("code").GetString());
        var events = await Api.ReadEventsAsync(jobId);
        Assert.Equal(Enumerable.Range(1, events.Count).Select(seq => (long)seq), events.Select(entry => entry.GetProperty("seq").GetInt64()));
        Assert.Equal("resumed", events[(int)last].GetProperty("type").GetString());
        Assert.Equal(events.Count, (await Api.StreamAsync(jobId)).Count);
    }

    [Fact]
    public async Task Retry_OfAJobThatDidNotFail_IsRefused()
    {
        var jobId = await NewHeldJobAsync();

        var answer = await Api.PostAsync($"api/jobs/{jobId}/retry");

        Assert.Equal((HttpStatusCode.Conflict, "illegal_transition"), (answer.Status, answer.Code));
        Assert.Contains("awaiting_approval", answer.Text("detail"), StringComparison.Ordinal);
        Assert.Contains("pause (paused), cancel (cancelled)", answer.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rerun_StartsANewJobWithItsOwnPlanAndApproval()
    {
        var jobId = await NewHeldJobAsync(new JsonObject { ["timeout_seconds"] = 1234 });
        await Api.PostAsync($"api/jobs/{jobId}/cancel");

        var rerun = await Api.PostAsync($"api/jobs/{jobId}/rerun");

        Assert.Equal(HttpStatusCode.Accepted, rerun.Status);
        Assert.NotEqual(jobId, rerun.Text("job_id"));
        Assert.Equal($"/api/instances/{rerun.Text("job_id")}", rerun.Headers.Location?.OriginalString);
        await Api.WaitForEventAsync(rerun.Text("job_id"), "approval_required");
        var first = await Api.GetAsync($"api/jobs/{jobId}");
        var second = await Api.GetAsync($"api/jobs/{rerun.Text("job_id")}");
        Assert.Equal(first.Body.GetProperty("input").GetRawText(), second.Body.GetProperty("input").GetRawText());
        Assert.Equal(("cancelled", "awaiting_approval"), (first.Text("status"), second.Text("status")));
        Assert.NotEqual(Hash(first), Hash(second));
    }

    [Fact]
    public async Task Rerun_WithOneIdempotencyKey_MakesOneJob()
    {
        var jobId = await NewHeldJobAsync();
        var key = NewId();

        var first = await Api.PostAsync($"api/jobs/{jobId}/rerun", null, ("Idempotency-Key", key));
        var second = await Api.PostAsync($"api/jobs/{jobId}/rerun", null, ("Idempotency-Key", key));

        Assert.Equal(first.Text("job_id"), second.Text("job_id"));
        Assert.True(second.Headers.Contains("Idempotent-Replayed"));
    }

    [Fact]
    public async Task Patch_ChangesWhatAJobIsCalled_AndWhereItIsFound()
    {
        var jobId = await NewHeldJobAsync();
        var tag = NewId();

        var patched = await Api.PatchAsync($"api/jobs/{jobId}", new JsonObject { ["name"] = "Renamed " + tag, ["tags"] = new JsonArray(tag), ["priority"] = 7 });

        Assert.Equal((HttpStatusCode.OK, "awaiting_approval"), (patched.Status, patched.Text("status")));
        var found = await Api.GetAsync($"api/jobs?tag={tag}&q=renamed");
        var job = Assert.Single(found.Body.GetProperty("items").EnumerateArray());
        Assert.Equal((jobId, 7), (job.GetProperty("job_id").GetString(), job.GetProperty("priority").GetInt32()));
        Assert.Equal(HttpStatusCode.OK, (await Api.ApproveAsync(jobId)).Status);
    }

    [Fact]
    public async Task Patch_OfTheStatus_MovesTheJobAndItsNameTogetherOrNotAtAll()
    {
        var jobId = await NewHeldJobAsync();

        var paused = await Api.PatchAsync($"api/jobs/{jobId}", new JsonObject { ["status"] = "paused", ["name"] = "Held" });
        var elsewhere = await Api.PatchAsync($"api/jobs/{jobId}", new JsonObject { ["status"] = "running", ["name"] = "Never" });
        var back = await Api.PatchAsync($"api/jobs/{jobId}", new JsonObject { ["status"] = "awaiting_approval" });
        var cancelled = await Api.PatchAsync($"api/jobs/{jobId}", new JsonObject { ["status"] = "cancelled" });

        Assert.Equal((HttpStatusCode.OK, "paused"), (paused.Status, paused.Text("status")));
        Assert.Equal((HttpStatusCode.Conflict, "illegal_transition"), (elsewhere.Status, elsewhere.Code));
        Assert.Contains("resume (awaiting_approval)", elsewhere.Text("detail"), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, "awaiting_approval", "Held"), (back.Status, back.Text("status"), back.Text("name")));
        Assert.Equal((HttpStatusCode.OK, "cancelled"), (cancelled.Status, cancelled.Text("status")));
        Assert.Equal(["paused", "resumed", "cancelled"], Types(await Api.ReadEventsAsync(jobId))[^3..]);
    }

    [Theory]
    [InlineData("""{"colour":"red"}""", "colour")]
    [InlineData("""{"name":""}""", "name")]
    [InlineData("""{"priority":11}""", "priority")]
    [InlineData("""{"tags":[""]}""", "tags")]
    [InlineData("""{"status":"asleep"}""", "status")]
    public async Task Patch_WithAnInvalidBody_NamesTheField(string body, string field)
    {
        var jobId = await NewHeldJobAsync();

        var answer = await Api.PatchAsync($"api/jobs/{jobId}", JsonNode.Parse(body)!);

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), (answer.Status, answer.Code));
        Assert.True(answer.Body.GetProperty("errors").TryGetProperty(field, out _), answer.Body.ToString());
    }

    [Fact]
    public async Task Delete_RemovesAJobThatEnded_AndFreesItsIdentifier()
    {
        var body = await NewDiskJobAsync();
        body["job_id"] = NewId();
        var jobId = await Api.SubmitAsync(body.DeepClone());
        await Api.WaitForEventAsync(jobId, "approval_required");

        var active = await Api.DeleteAsync($"api/jobs/{jobId}");
        await Api.PostAsync($"api/jobs/{jobId}/cancel");
        var deleted = await Api.DeleteAsync($"api/jobs/{jobId}");
        var again = await Api.DeleteAsync($"api/jobs/{jobId}");
        var read = await Api.GetAsync($"api/jobs/{jobId}");

        Assert.Equal((HttpStatusCode.Conflict, "job_active"), (active.Status, active.Code));
        Assert.Equal((HttpStatusCode.NoContent, JsonValueKind.Undefined), (deleted.Status, deleted.Body.ValueKind));
        Assert.Equal((HttpStatusCode.NotFound, "job_not_found"), (again.Status, again.Code));
        Assert.Equal(HttpStatusCode.NotFound, read.Status);

        await Api.SubmitAsync(body);
        await Api.WaitForEventAsync(jobId, "approval_required");
        Assert.Equal(1, (await Api.ReadEventsAsync(jobId))[0].GetProperty("seq").GetInt64());
    }

    [Theory]
    [InlineData("POST", "/pause")]
    [InlineData("POST", "/resume")]
    [InlineData("POST", "/cancel")]
    [InlineData("POST", "/retry")]
    [InlineData("POST", "/rerun")]
    [InlineData("DELETE", "")]
    public async Task Move_OfAnUnknownJob_IsNotFound(string method, string part)
    {
        var answer = await Api.SendAsync(new HttpRequestMessage(new HttpMethod(method), $"api/jobs/{NewId()}{part}"));

        Assert.Equal((HttpStatusCode.NotFound, "job_not_found"), (answer.Status, answer.Code));
    }

    private async Task<string> NewFailedJobAsync()
    {
        var body = await NewDiskJobAsync();
        body["input"]!["image"]!["checksum"] = NoPlan;
        var jobId = await Api.SubmitAsync(body);
        await Api.WaitForEventAsync(jobId, "failure");
        return jobId;
    }

    private static DateTimeOffset Expiry(ApiAnswer job) => job.Body.GetProperty("approval").GetProperty("expires_at").GetDateTimeOffset();

    private static string Hash(ApiAnswer job) => job.Body.GetProperty("plan").GetProperty("hash").GetString()!;

    private static string[] Types(IReadOnlyList<JsonElement> events) => [.. events.Select(entry => entry.GetProperty("type").GetString()!)];
}
