using System.Text.Json.Nodes;
using Countersign.Contracts.Jobs;
using Countersign.Embedded.Tests.InProcess;
using Countersign.Testing.Kinds;
using Microsoft.Extensions.Options;
using Xunit;

namespace Countersign.Embedded.Tests;

/// <summary>Rules that approve without a person, and what they never approve.</summary>
public sealed class PolicyTests : IAsyncLifetime
{
    private readonly RecordedStepsKind _kind = new();
    private InProcessServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await InProcessServer.StartAsync(_kind, new Dictionary<string, string?>
    {
        ["Approval:Policies:0:Name"] = "cheap-reads",
        ["Approval:Policies:0:Kinds:0"] = RecordedStepsKind.Kind,
        ["Approval:Policies:0:MaxCost"] = "10",
        ["Approval:Policies:1:Name"] = "known-writes",
        ["Approval:Policies:1:MaxRisk"] = "write",
        ["Approval:Policies:1:ApprovedWithinDays"] = "7",
    });

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Plan_ThatARuleApproves_RunsWithAStoredDecisionOfTheRule()
    {
        var jobId = await SubmitAsync(new JsonObject { ["risk"] = "read", ["cost"] = 9 });

        await _server.UntilAsync(jobId, record => record.Job.Status == JobStatus.Completed);

        var decision = await _server.Plans.GetDecisionAsync(jobId, 1, CancellationToken.None);
        Assert.Equal(("policy:cheap-reads", true), (decision!.Actor, decision.Approved));
        var types = (await _server.Events.ReadAsync(jobId, 0, 100, null, CancellationToken.None)).Select(entry => entry.Type).ToArray();
        Assert.Contains("approved", types);
        Assert.DoesNotContain("approval_required", types);
        Assert.Equal(4, _kind.Runs.Count);
    }

    [Theory]
    [InlineData("""{"risk":"read","cost":11}""")]
    [InlineData("""{"risk":"read"}""")]
    [InlineData("""{"risk":"write","cost":1}""")]
    [InlineData("""{"risk":"destructive","cost":1}""")]
    public async Task Plan_ThatNoRuleApproves_IsHeld(string input)
    {
        var jobId = await SubmitAsync(JsonNode.Parse(input)!.AsObject());

        await _server.UntilAsync(jobId, record => record.Job.Status == JobStatus.AwaitingApproval);

        Assert.Empty(_kind.Runs);
    }

    [Fact]
    public async Task Content_ThatAPersonApproved_IsApprovedAgain_ForSomeDays()
    {
        await ApprovedByAPersonAsync(new JsonObject { ["risk"] = "write" });

        var same = await SubmitAsync(new JsonObject { ["risk"] = "write" });
        var other = await SubmitAsync(new JsonObject { ["risk"] = "write", ["echo"] = 1 });
        await _server.UntilAsync(same, record => record.Job.Status == JobStatus.Completed);
        await _server.UntilAsync(other, record => record.Job.Status == JobStatus.AwaitingApproval);
        _server.Clock.Advance(TimeSpan.FromDays(8));
        var later = await SubmitAsync(new JsonObject { ["risk"] = "write" });

        await _server.UntilAsync(later, record => record.Job.Status == JobStatus.AwaitingApproval);
        Assert.Equal("policy:known-writes", (await _server.Plans.GetDecisionAsync(same, 1, CancellationToken.None))!.Actor);
    }

    [Fact]
    public async Task Approval_ByARule_IsNoApprovalByAPerson()
    {
        await ApprovedByAPersonAsync(new JsonObject { ["risk"] = "write" });
        for (var day = 0; day < 3; day++)
        {
            _server.Clock.Advance(TimeSpan.FromDays(3));
            var again = await SubmitAsync(new JsonObject { ["risk"] = "write" });
            var record = await _server.UntilAsync(again, found => found.Job.Status is JobStatus.Completed or JobStatus.AwaitingApproval);
            Assert.Equal(day < 2 ? JobStatus.Completed : JobStatus.AwaitingApproval, record.Job.Status);
        }
    }

    [Fact]
    public async Task Destructive_ApprovedByAPersonBefore_IsHeldAllTheSame()
    {
        await ApprovedByAPersonAsync(new JsonObject { ["risk"] = "destructive" });

        var again = await SubmitAsync(new JsonObject { ["risk"] = "destructive" });

        await _server.UntilAsync(again, record => record.Job.Status == JobStatus.AwaitingApproval);
    }

    [Fact]
    public async Task Answer_ToAPersonsObjection_IsThatPersonsToSee()
    {
        var jobId = await SubmitAsync(new JsonObject { ["risk"] = "write" });
        await _server.UntilAsync(jobId, record => record.Job.Status == JobStatus.AwaitingApproval);
        await ApprovedByAPersonAsync(new JsonObject { ["risk"] = "write" });

        await _server.PostAsync(Person.Ann, $"api/jobs/{jobId}/approve", new JsonObject { ["approved"] = false, ["replan"] = true, ["feedback"] = "Again." });

        var held = await _server.UntilAsync(jobId, record => record.Job is { Status: JobStatus.AwaitingApproval, Plan.Version: 2 });
        Assert.Null(held.Job.Approval.Decision);
    }

    [Theory]
    [InlineData("""{"kind":"test.recorded","risk":"read","estimate":{"cost":3}}""", "approve", "cheap-reads")]
    [InlineData("""{"kind":"test.recorded","risk":"read"}""", "hold", null)]
    [InlineData("""{"kind":"test.recorded","risk":"destructive","estimate":{"cost":3}}""", "hold", null)]
    public async Task Evaluate_SaysWhatWouldBe_AndWhy(string body, string decision, string? rule)
    {
        var answer = await _server.PostAsync(Person.Stranger, "api/policies/evaluate", JsonNode.Parse(body));

        Assert.Equal((200, decision, rule), (answer.Status, answer.Body.GetProperty("decision").GetString(), answer.Body.GetProperty("rule").GetString()));
        Assert.NotEqual(0, answer.Body.GetProperty("reasons").GetArrayLength());
    }

    [Fact]
    public async Task Evaluate_OfAJob_LooksAtItsPlan_ForThoseWhoMayReadIt()
    {
        var jobId = await SubmitAsync(new JsonObject { ["risk"] = "read", ["cost"] = 11 });
        await _server.UntilAsync(jobId, record => record.Job.Status == JobStatus.AwaitingApproval);

        var mine = await _server.PostAsync(Person.Owner, "api/policies/evaluate", new JsonObject { ["job_id"] = jobId });
        var theirs = await _server.PostAsync(Person.Stranger, "api/policies/evaluate", new JsonObject { ["job_id"] = jobId });

        Assert.Equal("hold", mine.Body.GetProperty("decision").GetString());
        Assert.Contains("cost is 11", mine.Text, StringComparison.Ordinal);
        Assert.Equal((404, "job_not_found"), (theirs.Status, theirs.Code));
    }

    [Fact]
    public async Task Configuration_ThatIsNotValid_ListsEveryProblem()
    {
        var invalid = await Assert.ThrowsAsync<OptionsValidationException>(() => InProcessServer.StartAsync(_kind, new Dictionary<string, string?>
        {
            ["Approval:Policies:0:Name"] = "Bad Name",
            ["Approval:Policies:0:Kinds:0"] = "no.kind",
            ["Approval:Policies:0:MaxRisk"] = "destructive",
            ["Approval:Policies:0:MaxCost"] = "-1",
            ["Approval:Policies:1:Name"] = "ok",
            ["Approval:Policies:1:ApprovedWithinDays"] = "0",
            ["Approval:Policies:2:Name"] = "ok",
        }));

        string[] keys = ["0:Name", "0:Kinds:0", "0:MaxRisk", "0:MaxCost", "1:ApprovedWithinDays"];
        Assert.All(keys, key => Assert.Contains(invalid.Failures, failure => failure.StartsWith($"Approval:Policies:{key} is", StringComparison.Ordinal)));
        Assert.Contains(invalid.Failures, failure => failure.Contains("two rules named ok", StringComparison.Ordinal));
    }

    private Task<string> SubmitAsync(JsonObject input) => _server.SubmitAsync(Person.Owner, new JsonObject
    {
        ["kind"] = RecordedStepsKind.Kind, ["input"] = input.DeepClone(), ["approval"] = new JsonObject { ["mode"] = "policy" },
    });

    private async Task ApprovedByAPersonAsync(JsonObject input)
    {
        var jobId = await _server.SubmitAsync(Person.Owner, new JsonObject { ["kind"] = RecordedStepsKind.Kind, ["input"] = input });
        await _server.UntilAsync(jobId, record => record.Job.Status == JobStatus.AwaitingApproval);
        await _server.PostAsync(Person.Ann, $"api/jobs/{jobId}/approve", new JsonObject { ["approved"] = true });
        await _server.UntilAsync(jobId, record => record.Job.Status == JobStatus.Completed);
    }
}
