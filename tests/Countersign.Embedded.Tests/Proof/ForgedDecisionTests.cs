using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Hashing;
using Countersign.Contracts.Proof;
using Countersign.Durable;
using Countersign.Server.Proof;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Countersign.Embedded.Tests.Proof;

/// <summary>Whoever can write to the database can write a decision, and still starts no step.</summary>
public sealed class ForgedDecisionTests : ProofTests
{
    [Fact]
    public async Task Decision_InsertedByHand_StartsNoStep()
    {
        var jobId = await HoldAsync();
        await InsertAsync(await DecisionAsync(jobId, signature: null));

        await WakeAsync(jobId);

        await AssertIgnoredAsync(jobId, "it is not signed");
    }

    [Fact]
    public async Task Decision_SignedWithAnotherKey_StartsNoStep()
    {
        var jobId = await HoldAsync();
        var decision = await DecisionAsync(jobId, signature: null);
        using var stranger = LocalSigner.Open(new(), new SigningKeyFolder(Path.Combine(Folder, "strange")));
        using var signatures = new Signatures(stranger);
        decision["signature"] = await signatures.SignAsync(JwsTypes.Decision, Canonical(decision), CancellationToken.None);
        await InsertAsync(decision);

        await WakeAsync(jobId);

        await AssertIgnoredAsync(jobId, "is not known");
    }

    [Fact]
    public async Task Decision_WithTheSignatureOfAnotherJobs_StartsNoStep()
    {
        var other = await CompleteAsync();
        File.Delete(Effects);
        var jobId = await HoldAsync();
        var signature = (await ProofAsync(other)).GetProperty("decisions")[0].GetString();
        await InsertAsync(await DecisionAsync(jobId, signature));

        await WakeAsync(jobId);

        await AssertIgnoredAsync(jobId, "it is not what was signed");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rejection_InsertedByHand_NeitherEndsTheJobNorReplansIt(bool replan)
    {
        var jobId = await HoldAsync();
        var decision = await DecisionAsync(jobId, signature: null);
        (decision["approved"], decision["replan"]) = (false, replan);
        await InsertAsync(decision);

        await WakeAsync(jobId);

        await AssertIgnoredAsync(jobId, "it is not signed");
    }

    [Fact]
    public async Task Decision_OnAVersionThatAForgedOneTook_IsRefused_AndANewVersionCanBeDecidedOn()
    {
        var jobId = await HoldAsync();
        await InsertAsync(await DecisionAsync(jobId, signature: null));

        var refused = await Api.ApproveAsync(jobId);
        var plan = await Api.GetAsync($"api/jobs/{jobId}/plan");
        using var edit = new HttpRequestMessage(HttpMethod.Patch, $"api/jobs/{jobId}/plan")
        {
            Headers = { { "If-Match", plan.Headers.ETag!.Tag } },
            Content = JsonContent.Create(new JsonObject { ["steps"] = JsonNode.Parse(plan.Body.GetProperty("steps").GetRawText()) }),
        };
        var edited = await Api.SendAsync(edit);
        var approved = await Api.ApproveAsync(jobId);

        Assert.Equal((HttpStatusCode.Conflict, "decision_forged"), (refused.Status, refused.Code));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (edited.Status, approved.Status));
        await Api.WaitForEventAsync(jobId, "completion");
        Assert.Equal(2, (await File.ReadAllLinesAsync(Effects)).Length);
        Assert.True((await VerifyAsync()).Valid);
    }

    [Fact]
    public async Task Gate_WithAForgedDecision_ExpiresInItsTime()
    {
        var jobId = await HoldAsync();
        await InsertAsync(await DecisionAsync(jobId, signature: null));

        Clock.Advance(TimeSpan.FromMinutes(5));

        var error = (await Api.WaitForEventAsync(jobId, "failure")).GetProperty("error");
        Assert.Equal("approval_timeout", error.GetProperty("code").GetString());
        Assert.False(File.Exists(Effects));
        Assert.Contains(await ActsAsync(jobId), row => row.GetProperty("act").GetString() == "decision_forged");
    }

    [Fact]
    public async Task Approval_TurnedIntoSomebodyElses_StartsNoStep()
    {
        var jobId = await HoldAsync();

        await ApproveAsync(jobId, meanwhile: () => RewriteAsync(
            "job_decisions", "1 = 1", text => text.Replace("user:local", "user:boss", StringComparison.Ordinal)));

        await AssertRefusedAsync(jobId, "it is not what was signed");
    }

    [Fact]
    public async Task Approval_RemovedBeforeTheFirstStep_StartsNoStep()
    {
        var jobId = await HoldAsync();

        await ApproveAsync(jobId, meanwhile: () => ExecuteAsync("DELETE FROM job_decisions"));

        await AssertRefusedAsync(jobId, "no approval of this plan is stored");
    }

    [Fact]
    public async Task Trigger_PutIntoTheDatabase_NeverRuns()
    {
        var jobId = await HoldAsync();
        await ExecuteAsync(
            """
            CREATE TRIGGER turn AFTER INSERT ON job_decisions
            BEGIN UPDATE job_decisions SET content = CAST(replace(CAST(new.content AS TEXT), 'user:local', 'user:boss') AS BLOB); END;
            CREATE TRIGGER forget AFTER INSERT ON audit BEGIN DELETE FROM audit; END;
            """);

        await Api.ApproveAsync(jobId);

        await Api.WaitForEventAsync(jobId, "completion");
        Assert.Equal("user:local", (await Api.GetAsync($"api/jobs/{jobId}")).Body.GetProperty("approval").GetProperty("decision").GetProperty("actor").GetString());
        Assert.True((await VerifyAsync()).Valid);
    }

    /// <summary>The gate goes on waiting, the audit log tells of it, and nothing has run.</summary>
    private async Task AssertIgnoredAsync(string jobId, string reason)
    {
        await Api.WaitForEventAsync(jobId, "log");
        var row = Assert.Single(await ActsAsync(jobId), row => row.GetProperty("act").GetString() == "decision_forged");
        Assert.Contains(reason, row.GetProperty("data").GetProperty("problem").GetString(), StringComparison.Ordinal);
        Assert.Equal("awaiting_approval", (await Api.GetAsync($"api/jobs/{jobId}")).Text("status"));
        Assert.False(File.Exists(Effects));
        Assert.DoesNotContain(await Api.ReadEventsAsync(jobId), entry => entry.GetProperty("type").GetString() == "step_started");
    }

    private async Task<JsonElement[]> ActsAsync(string jobId) =>
        [.. (await Api.GetAsync($"api/jobs/{jobId}/audit")).Body.GetProperty("items").EnumerateArray()];

    private async Task AssertRefusedAsync(string jobId, string reason)
    {
        var error = (await Api.WaitForEventAsync(jobId, "failure")).GetProperty("error");
        Assert.Equal("plan_not_approved", error.GetProperty("code").GetString());
        Assert.Contains(reason, error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.False(File.Exists(Effects));
        Assert.DoesNotContain(await Api.ReadEventsAsync(jobId), entry => entry.GetProperty("type").GetString() == "step_started");
    }

    private async Task<JsonObject> DecisionAsync(string jobId, string? signature)
    {
        var decision = new JsonObject
        {
            ["job_id"] = jobId,
            ["plan_version"] = 1,
            ["plan_hash"] = (await Api.GetAsync($"api/jobs/{jobId}/plan")).Text("hash"),
            ["approved"] = true,
            ["actor"] = "user:boss",
            ["at"] = "2026-01-31T12:00:00.000Z",
        };
        if (signature is not null)
        {
            decision["signature"] = signature;
        }

        return decision;
    }

    private Task InsertAsync(JsonObject decision) => WriteAsync(session => session.Execute(
        "INSERT INTO job_decisions (job, plan_version, content) SELECT id, 1, ?2 FROM jobs WHERE job_id = ?1",
        decision["job_id"]!.GetValue<string>(),
        Encoding.UTF8.GetBytes(decision.ToJsonString())));

    private Task WakeAsync(string jobId) =>
        Host.Services.GetRequiredService<IOrchestrationClient>().RaiseEventAsync(jobId, "decision:v1");

    private static byte[] Canonical(JsonObject value) => CanonicalJson.Serialize(JsonSerializer.SerializeToElement(value));
}
