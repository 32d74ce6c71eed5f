using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Hashing;
using Xunit;

namespace Countersign.Scenarios;

/// <summary>Plans, their hashes, and the decisions on them.</summary>
public abstract class PlanScenarios(IScenarioHost host) : ScenarioBase(host)
{
    [Fact]
    public async Task PlanHash_CanBeRecomputedFromTheApi()
    {
        var jobId = await NewHeldJobAsync();
        var job = await Api.GetAsync($"api/jobs/{jobId}");
        var plan = await Api.GetAsync($"api/jobs/{jobId}/plan");
        var analysis = await Api.GetAsync($"api/jobs/{jobId}/analysis");

        var inputDigest = CanonicalJson.DigestOf(ToElement(new JsonObject
        {
            ["input"] = JsonNode.Parse(job.Body.GetProperty("input").GetRawText()),
            ["content"] = JsonNode.Parse(analysis.Body.GetProperty("content").GetRawText()),
        }));
        var hash = CanonicalJson.DigestOf(ToElement(new JsonObject
        {
            ["job_id"] = jobId,
            ["kind"] = "disk.inspect",
            ["version"] = plan.Body.GetProperty("version").GetInt32(),
            ["input_digest"] = inputDigest,
            ["steps"] = JsonNode.Parse(plan.Body.GetProperty("steps").GetRawText()),
        }));

        Assert.Equal(inputDigest, plan.Text("input_digest"));
        Assert.Equal(hash, plan.Text("hash"));
        Assert.Equal($"\"{hash}\"", plan.Headers.ETag?.Tag);
        Assert.Equal(hash, job.Body.GetProperty("plan").GetProperty("hash").GetString());
        Assert.NotEqual(0, analysis.Body.GetProperty("content").GetArrayLength());
    }

    [Fact]
    public async Task Approve_OfAnotherHash_IsRefused()
    {
        var jobId = await NewHeldJobAsync();

        var answer = await DecideAsync(jobId, approved: true, "sha256:" + new string('0', 64));

        Assert.Equal((HttpStatusCode.Conflict, "plan_changed"), (answer.Status, answer.Code));
        var job = await Api.GetAsync($"api/jobs/{jobId}");
        Assert.Equal("awaiting_approval", job.Text("status"));
    }

    [Fact]
    public async Task Reject_WithFeedback_EndsTheJobAndRunsNothing()
    {
        var jobId = await NewHeldJobAsync();

        var rejected = await Api.PostAsync(
            $"api/jobs/{jobId}/approve", new JsonObject { ["approved"] = false, ["feedback"] = "Not this disk." });
        var late = await DecideAsync(jobId, approved: true);

        Assert.Equal((HttpStatusCode.OK, "rejected"), (rejected.Status, rejected.Text("status")));
        Assert.Equal((HttpStatusCode.Conflict, "already_decided"), (late.Status, late.Code));
        Assert.Contains("rejected", late.Text("detail"), StringComparison.Ordinal);
        var result = await Api.GetAsync($"api/jobs/{jobId}/result");
        Assert.Equal((HttpStatusCode.OK, "rejected"), (result.Status, result.Text("status")));
        Assert.Equal(JsonValueKind.Null, result.Body.GetProperty("executed_plan_hash").ValueKind);
        var events = await Api.ReadEventsAsync(jobId);
        Assert.DoesNotContain(events, entry => entry.GetProperty("type").GetString() == "step_started");
        Assert.Equal("Not this disk.", events[^1].GetProperty("data").GetProperty("decision").GetProperty("feedback").GetString());
    }

    [Fact]
    public async Task Decide_TwentyTimesAtOnce_HasOneWinner()
    {
        var jobId = await NewHeldJobAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => DecideAsync(jobId, approved: i % 2 == 0)));

        var winner = Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(answer => answer != winner), answer =>
            Assert.Equal((HttpStatusCode.Conflict, "already_decided"), (answer.Status, answer.Code)));
        var approved = winner.Body.GetProperty("decision").GetProperty("approved").GetBoolean();
        await Api.WaitForEventAsync(jobId, approved ? "completion" : "rejected");
        var events = await Api.ReadEventsAsync(jobId);
        Assert.Single(events, entry => entry.GetProperty("type").GetString() is "approved" or "rejected");
    }

    [Fact]
    public async Task Gate_ThatNobodyAnswers_EndsTheJobAsTimeout()
    {
        var jobId = await NewHeldJobAsync(new JsonObject { ["timeout_seconds"] = 1 });

        var failure = await Api.WaitForEventAsync(jobId, "failure");
        var late = await DecideAsync(jobId, approved: true);

        Assert.Equal("timeout", failure.GetProperty("status").GetString());
        Assert.Equal("approval_timeout", failure.GetProperty("error").GetProperty("code").GetString());
        Assert.Equal((HttpStatusCode.Conflict, "approval_closed"), (late.Status, late.Code));
        var result = await Api.GetAsync($"api/jobs/{jobId}/result");
        Assert.Equal("timeout", result.Text("status"));
    }

    [Fact]
    public async Task Gate_WithOnTimeoutCancel_EndsTheJobAsCancelled()
    {
        var jobId = await NewHeldJobAsync(new JsonObject { ["timeout_seconds"] = 1, ["on_timeout"] = "cancel" });

        var ended = await Api.WaitForEventAsync(jobId, "cancelled");

        Assert.Equal("cancelled", ended.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Mode_None_RunsAReadingPlanWithoutAGate()
    {
        var jobId = await Api.SubmitAsync(await NewDiskJobAsync(new JsonObject { ["mode"] = "none" }));

        await Api.WaitForEventAsync(jobId, "completion");

        var events = await Api.ReadEventsAsync(jobId);
        Assert.DoesNotContain(events, entry => entry.GetProperty("type").GetString() is "approval_required" or "approved");
    }

    [Fact]
    public async Task Owner_WithAllowSelfFalse_MayNotDecide()
    {
        var jobId = await NewHeldJobAsync(new JsonObject { ["allow_self"] = false });

        var answer = await DecideAsync(jobId, approved: true);

        Assert.Equal((HttpStatusCode.Forbidden, "self_approval"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Quorum_OfTwo_CountsEachPersonOnce()
    {
        var jobId = await NewHeldJobAsync(new JsonObject { ["required"] = 2 });

        var first = await DecideAsync(jobId, approved: true);
        var again = await DecideAsync(jobId, approved: true);

        Assert.Equal((HttpStatusCode.Accepted, "1/2"), (first.Status, first.Text("votes")));
        Assert.Equal((HttpStatusCode.Conflict, "already_decided"), (again.Status, again.Code));
        var job = await Api.GetAsync($"api/jobs/{jobId}");
        Assert.Equal("awaiting_approval", job.Text("status"));
    }

    [Theory]
    [InlineData("{}", "approved")]
    [InlineData("""{"approved":"yes"}""", "approved")]
    [InlineData("""{"approved":true,"actor":"root"}""", "actor")]
    public async Task Decide_WithAnInvalidBody_NamesTheField(string body, string field)
    {
        var jobId = await NewHeldJobAsync();

        var answer = await Api.PostAsync($"api/jobs/{jobId}/approve", JsonNode.Parse(body));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.True(answer.Body.GetProperty("errors").TryGetProperty(field, out _), answer.Body.ToString());
    }

    private Task<Testing.Http.ApiAnswer> DecideAsync(string jobId, bool approved, string? planHash = null)
    {
        var body = new JsonObject { ["approved"] = approved };
        if (planHash is not null)
        {
            body["plan_hash"] = planHash;
        }

        return Api.PostAsync($"api/jobs/{jobId}/approve", body);
    }

    private static JsonElement ToElement(JsonNode node) => JsonSerializer.SerializeToElement(node);
}
