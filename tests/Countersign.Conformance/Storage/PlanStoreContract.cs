using Countersign.Contracts.Hashing;
using Countersign.Server.Ports;
using Countersign.Testing;
using Xunit;

namespace Countersign.Conformance.Storage;

/// <summary>Plan versions never change, and each has one decision at most.</summary>
public abstract class PlanStoreContract(StorageUnderTest storage) : StorageContract(storage)
{
    [Fact]
    public async Task Get_OfUnknownVersions_IsNull()
    {
        await CreateAsync("planless");

        Assert.Null(await Plans.GetAsync("planless", 1, NoCancellation));
        Assert.Null(await Plans.GetDecisionAsync("planless", 1, NoCancellation));
        Assert.Null(await Plans.GetAsync("nobody", 1, NoCancellation));
        Assert.Null(await Plans.GetDecisionAsync("nobody", 1, NoCancellation));
    }

    [Fact]
    public async Task Get_OfAStoredPlan_HasAHashThatItsContentGives()
    {
        var job = (await CreateAsync("hashed")).Job;
        var plan = new PlanBuilder(job)
            .Steps(PlanBuilder.Step("one"), PlanBuilder.Step("two") with { DependsOn = ["one"], Estimate = null }).Build();

        await ChangeAsync("hashed", record => new JobChange { Record = record, Plan = plan });
        await ReopenAsync();

        var stored = await Plans.GetAsync("hashed", 1, NoCancellation);
        SameJson.Assert(plan, stored);
        Assert.True(PlanHash.Matches(job.JobId, job.Kind, stored!));
        Assert.Equal(plan.InputDigest, InputDigest.Compute((await GetAsync("hashed")).Job.Input, []));
    }

    [Fact]
    public async Task Get_OfEachVersion_ReturnsThatVersion()
    {
        await CreateAsync("versions");

        foreach (var version in Enumerable.Range(1, 3))
        {
            await ChangeAsync("versions", record => WithPlan(record, new PlanBuilder(record.Job).Version(version)));
        }

        Assert.Equal(2, (await Plans.GetAsync("versions", 2, NoCancellation))?.Version);
        Assert.Equal(3, (await Plans.GetAsync("versions", 3, NoCancellation))?.Version);
    }

    [Fact]
    public async Task Plan_OfAnExistingVersion_IsNotOverwritten()
    {
        var job = (await CreateAsync("fixed")).Job;
        await ChangeAsync("fixed", record => WithPlan(record, new PlanBuilder(job)));

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => ChangeAsync("fixed", record => WithPlan(record, new PlanBuilder(job).Steps(PlanBuilder.Step("other")))));

        SameJson.Assert(new PlanBuilder(job).Build(), await Plans.GetAsync("fixed", 1, NoCancellation));
    }

    [Fact]
    public async Task Decision_FromManyCallers_IsStoredOnce()
    {
        var job = (await CreateAsync("decided")).Job;

        var decided = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => TryDecideAsync(job.JobId, $"user:{i}"))));

        var winner = Assert.Single(decided, actor => actor is not null);
        Assert.Equal(winner, (await Plans.GetDecisionAsync("decided", 1, NoCancellation))?.Actor);
    }

    [Fact]
    public async Task Decision_OnEachVersion_IsItsOwn()
    {
        var job = (await CreateAsync("rounds")).Job;

        await ChangeAsync("rounds", record => WithDecision(record, new PlanBuilder(job), "user:ann"));
        await ChangeAsync("rounds", record => WithDecision(record, new PlanBuilder(job).Version(2), "user:bob"));

        Assert.Equal("user:ann", (await Plans.GetDecisionAsync("rounds", 1, NoCancellation))?.Actor);
        SameJson.Assert(new PlanBuilder(job).Version(2).Approval("user:bob"), await Plans.GetDecisionAsync("rounds", 2, NoCancellation));
    }

    private static JobChange WithPlan(JobRecord record, PlanBuilder plan) => new() { Record = record, Plan = plan.Build() };

    private static JobChange WithDecision(JobRecord record, PlanBuilder plan, string actor) =>
        new() { Record = record, Decision = plan.Approval(actor) };

    /// <returns>The actor when the decision was stored; null when another stood there.</returns>
    private async Task<string?> TryDecideAsync(string jobId, string actor)
    {
        try
        {
            await ChangeAsync(jobId, record => WithDecision(record, new PlanBuilder(record.Job), actor));
            return actor;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
