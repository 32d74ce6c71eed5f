using Countersign.Client.Errors;
using Countersign.Contracts.Approvals;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Hashing;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Plans;
using Xunit;

namespace Countersign.Client.Tests;

/// <summary>Plans and the decisions on them.</summary>
public sealed class PlanTests(ClientHost host) : IClassFixture<ClientHost>
{
    private CountersignClient Client => host.Client;

    [Fact]
    public async Task Plan_IsEdited_Compared_AndRolledBack()
    {
        var jobId = await host.HoldAsync(ClientHost.Inspection());
        var first = await Client.Plans.GetAsync(jobId);
        Assert.True(PlanHash.Matches(jobId, "disk.inspect", first));

        var second = await Client.Plans.EditAsync(jobId, first.Hash, [.. first.Steps.Take(2)]);
        var stale = await Assert.ThrowsAsync<CountersignException>(() => Client.Plans.EditAsync(jobId, first.Hash, first.Steps));
        var changed = await Assert.ThrowsAsync<CountersignException>(() => Client.Approvals.ApproveAsync(jobId, first.Hash));
        var third = await Client.Plans.RollbackAsync(jobId, 1);
        var diff = await Client.Plans.DiffAsync(jobId, 1, 2);

        Assert.Equal((2, 3), (second.Version, third.Version));
        Assert.True(PlanHash.Matches(jobId, "disk.inspect", second));
        Assert.Equal((412, ErrorCodes.PlanChanged), (stale.Status, stale.Code));
        Assert.Equal((409, ErrorCodes.PlanChanged), (changed.Status, changed.Code));
        Assert.Equal(StepChange.Removed, diff.Steps[^1].Change);
        Assert.Equal([1, 2, 3], (await Client.Plans.ListVersionsAsync(jobId)).Select(version => version.Version));
        Assert.Equal(second.Hash, (await Client.Plans.GetVersionAsync(jobId, 2)).Hash);
    }

    [Fact]
    public async Task Decision_RejectsAsksForAnotherPlan_OrLeavesStepsOut()
    {
        var (rejected, replanned) = (await host.HoldAsync(ClientHost.Inspection()), await host.HoldAsync(ClientHost.Inspection()));

        await Client.Approvals.RejectAsync(rejected, await HashAsync(rejected), "not today");
        await Client.Approvals.ReplanAsync(replanned, await HashAsync(replanned), "look closer");

        Assert.Equal(JobStatus.Rejected, (await Client.Jobs.GetAsync(rejected)).Status);
        await host.WaitForAsync(replanned, "plan_revised");
        var plan = await Client.Plans.GetAsync(replanned);
        Assert.Equal((2, "look closer"), (plan.Version, plan.Feedback));
        var decided = await Client.Approvals.ApproveAsync(replanned, plan.Hash, exclude: [plan.Steps[^1].Id]);
        Assert.True(decided.Decision!.Approved);
        await host.WaitForAsync(replanned, "completion");
        Assert.Equal([plan.Steps[^1].Id], (await Client.Jobs.GetResultAsync(replanned)).SkippedSteps);
    }

    [Fact]
    public async Task Decision_WithAKey_IsAnsweredTheSameAgain()
    {
        var jobId = await host.HoldAsync(ClientHost.Inspection());
        var decision = new DecisionRequest { Approved = true, PlanHash = await HashAsync(jobId) };

        var first = await Client.Approvals.DecideAsync(jobId, decision, idempotencyKey: "decision-1");
        var again = await Client.Approvals.DecideAsync(jobId, decision, idempotencyKey: "decision-1");

        Assert.Equal(first.Decision!.At, again.Decision!.At);
    }

    [Fact]
    public async Task Inbox_ListsWhatIsHeld_AndABatchDecidesEachForItself()
    {
        string[] ids = [await host.HoldAsync(ClientHost.Inspection()), await host.HoldAsync(ClientHost.Inspection())];

        var items = await Client.Approvals.InboxAsync().Where(item => ids.Contains(item.JobId)).ToListAsync();
        var results = await Client.Approvals.DecideBatchAsync(
            [
                .. items.Select(item => new BatchDecision { JobId = item.JobId, Approved = true, PlanHash = item.PlanHash }),
                new BatchDecision { JobId = "nobodys", Approved = true, PlanHash = items[0].PlanHash },
            ],
            idempotencyKey: "batch-1");

        Assert.Equal(ids.Order(), items.Select(item => item.JobId).Order());
        Assert.Equal([200, 200, 404], results.Select(result => result.Status));
        Assert.Equal(ErrorCodes.JobNotFound, results[2].Code);
    }

    [Fact]
    public async Task Link_AndPolicies_AreReached()
    {
        var jobId = await host.HoldAsync(ClientHost.Inspection());

        var link = await Client.Approvals.CreateLinkAsync(jobId, new ApprovalLinkRequest("user:ann"));
        var verdict = await Client.Approvals.EvaluatePoliciesAsync(new EvaluatePolicyRequest { JobId = jobId });

        Assert.Contains(jobId, link.Url, StringComparison.Ordinal);
        Assert.Equal(PolicyDecision.Hold, verdict.Decision);
    }

    private async Task<string> HashAsync(string jobId) => (await Client.Plans.GetAsync(jobId)).Hash;
}
