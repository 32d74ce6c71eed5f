using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Countersign.Scenarios;

/// <summary>Keys, audit rows and proof bundles over HTTP.</summary>
public abstract class ProofScenarios(IScenarioHost host) : ScenarioBase(host)
{
    [Fact]
    public async Task Keys_AreAKeySetOfPublicHalves()
    {
        var answer = await Api.GetAsync("api/keys");

        var keys = answer.Body.GetProperty("keys").EnumerateArray().ToArray();
        Assert.NotEmpty(keys);
        Assert.All(keys, key =>
        {
            Assert.Equal(("EC", "P-256", "ES256"), (Text(key, "kty"), Text(key, "crv"), Text(key, "alg")));
            Assert.False(key.TryGetProperty("d", out _), "A private half is published.");
        });
    }

    [Fact]
    public async Task Audit_OfACompletedJob_TellsEveryActInOrder()
    {
        var jobId = await NewHeldJobAsync();
        await Api.ApproveAsync(jobId);
        await Api.WaitForEventAsync(jobId, "completion");

        var rows = await RowsAsync(jobId);

        Assert.Equal("submitted", Text(rows[0], "act"));
        Assert.Equal("plan_made", Text(rows[1], "act"));
        Assert.Equal(("approved", "user:local"), (Text(rows[2], "act"), Text(rows[2], "actor")));
        Assert.Equal("completed", Text(rows[^1], "act"));
        var steps = rows[3..^1].Select(row => Text(row, "act")).ToArray();
        Assert.NotEmpty(steps);
        Assert.Equal(steps.Select((_, i) => i % 2 == 0 ? "step_started" : "step_completed"), steps);
        for (var i = 1; i < rows.Length; i++)
        {
            Assert.Equal(Text(rows[i - 1], "hash"), Text(rows[i], "previous"));
        }
    }

    [Fact]
    public async Task Audit_IsReadInPages()
    {
        var jobId = await NewHeldJobAsync();
        var all = await RowsAsync(jobId);

        var first = await Api.GetAsync($"api/jobs/{jobId}/audit?limit=1");
        var rest = await Api.GetAsync($"api/jobs/{jobId}/audit?after={first.Body.GetProperty("next")}");

        Assert.Equal(
            all.Select(row => Text(row, "hash")),
            first.Body.GetProperty("items").EnumerateArray().Concat(rest.Body.GetProperty("items").EnumerateArray()).Select(row => Text(row, "hash")));
        Assert.Equal(HttpStatusCode.BadRequest, (await Api.GetAsync($"api/jobs/{jobId}/audit?limit=0")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Api.GetAsync("api/jobs/nobody/audit")).Status);
    }

    [Fact]
    public async Task RefusedDecisions_StandInTheAudit()
    {
        var jobId = await NewHeldJobAsync();
        await Api.PostAsync($"api/jobs/{jobId}/approve", new JsonObject { ["approved"] = true, ["plan_hash"] = "sha256:stale" });
        await Api.ApproveAsync(jobId);
        await Api.WaitForEventAsync(jobId, "completion");
        await Api.ApproveAsync(jobId);

        var refused = (await RowsAsync(jobId)).Where(row => Text(row, "act") == "decision_refused").ToArray();

        Assert.Equal(["plan_changed", "already_decided"], refused.Select(row => Text(row.GetProperty("data"), "code")));
        Assert.All(refused, row => Assert.Equal("user:local", Text(row, "actor")));
    }

    [Fact]
    public async Task SelfApproval_ThatIsRefused_StandsInTheAudit()
    {
        var jobId = await NewHeldJobAsync(new JsonObject { ["allow_self"] = false });

        var answer = await Api.ApproveAsync(jobId);

        Assert.Equal("self_approval", answer.Code);
        Assert.Equal("self_approval", Text((await RowsAsync(jobId))[^1].GetProperty("data"), "code"));
    }

    [Fact]
    public async Task Cancel_StandsInTheAuditWithWhoDidIt()
    {
        var jobId = await NewHeldJobAsync();

        await Api.PostAsync($"api/jobs/{jobId}/cancel");

        var last = (await RowsAsync(jobId))[^1];
        Assert.Equal(("cancelled", "user:local"), (Text(last, "act"), Text(last, "actor")));
    }

    [Fact]
    public async Task AdminAudit_ShowsTheRowsOfAllJobs_AndIsValid()
    {
        var jobId = await NewHeldJobAsync();
        var hash = Text((await RowsAsync(jobId))[^1], "hash");

        var found = false;
        for (string? cursor = ""; cursor is not null && !found;)
        {
            var page = await Api.GetAsync($"api/admin/audit?limit=1000&cursor={Uri.EscapeDataString(cursor)}");
            found = page.Body.GetProperty("items").EnumerateArray().Any(row => Text(row, "hash") == hash && Text(row, "job_id") == jobId);
            cursor = page.Body.GetProperty("next_cursor").GetString();
        }

        Assert.True(found, "The newest row of the job is not in the list of all rows.");
        var verification = await Api.GetAsync("api/admin/audit/verify");
        Assert.True(verification.Body.GetProperty("valid").GetBoolean(), verification.Body.GetRawText());
        Assert.True(verification.Body.GetProperty("rows").GetInt64() >= 2);
    }

    [Fact]
    public async Task Proof_HasItsParts()
    {
        var jobId = await NewHeldJobAsync();
        await Api.ApproveAsync(jobId);
        await Api.WaitForEventAsync(jobId, "completion");

        var proof = (await Api.GetAsync($"api/jobs/{jobId}/proof")).Body;

        Assert.Equal("countersign-proof/1", Text(proof, "format"));
        Assert.Equal(Text(proof.GetProperty("plans")[0], "hash"), Text(proof.GetProperty("job"), "executed_plan_hash"));
        Assert.Equal(1, proof.GetProperty("decisions").GetArrayLength());
        Assert.Equal(proof.GetProperty("plans")[0].GetProperty("steps").GetArrayLength(), proof.GetProperty("receipts").GetArrayLength());
        Assert.Equal(HttpStatusCode.NotFound, (await Api.GetAsync("api/jobs/nobody/proof")).Status);
    }

    private async Task<JsonElement[]> RowsAsync(string jobId) =>
        [.. (await Api.GetAsync($"api/jobs/{jobId}/audit?limit=1000")).Body.GetProperty("items").EnumerateArray()];

    private static string? Text(JsonElement row, string name) => row.GetProperty(name).GetString();
}
