using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Jobs;
using Countersign.Embedded.Tests.InProcess;
using Countersign.Testing;
using Xunit;

namespace Countersign.Embedded.Tests.Upkeep;

/// <summary>The clean-up and the health check by the clock.</summary>
public sealed class RetentionTests : UpkeepTest
{
    protected override Dictionary<string, string?> Configuration => new() { ["Retention:KeepFor"] = "10.00:00:00", ["Retention:KeepLast"] = "3" };

    private DateTimeOffset Now => Server.Clock.GetUtcNow();

    [Fact]
    public async Task Cleanup_RemovesByAgeAndByNumber_AndNothingThatHasNotEnded()
    {
        var held = await HeldAsync();
        await EndedAsync("old", Now);
        await Server.Upkeep.RunDueAsync(CancellationToken.None);
        Server.Clock.Advance(TimeSpan.FromDays(11));
        for (var i = 0; i < 5; i++)
        {
            await EndedAsync($"young-{i}", Now.AddHours(-10 + i));
        }

        await RunDueAsync();

        Assert.False(await IsThereAsync("old"));
        var young = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => IsThereAsync($"young-{i}")));
        Assert.Equal([false, false, true, true, true], young);
        Assert.True(await IsThereAsync(held));
        var cleanup = Assert.Single(await JobsOfAsync("maintenance.cleanup"));
        var result = await ResultAsync(cleanup);
        Assert.Equal((1, 2), (Removed(result, "jobs_by_age"), Removed(result, "jobs_by_count")));
    }

    [Fact]
    public async Task Cleanup_IsAJobOfTheSystem_WithASignedDecisionOfItsRule_WhichOnlyAdministratorsSee()
    {
        await Server.Upkeep.RunDueAsync(CancellationToken.None);
        Server.Clock.Advance(TimeSpan.FromHours(6));
        await RunDueAsync();

        var jobId = Assert.Single(await JobsOfAsync("maintenance.cleanup"));
        var job = (await Server.Jobs.GetAsync(jobId, CancellationToken.None))!.Job;
        Assert.Equal(("system", JobStatus.Completed), (job.Owner, job.Status));
        var decision = await Server.Plans.GetDecisionAsync(jobId, 1, CancellationToken.None);
        Assert.Equal(("policy:upkeep.retention", job.Plan!.Hash), (decision!.Actor, decision.PlanHash));
        Assert.NotNull(decision.Signature);
        Assert.Equal(404, (await Server.GetAsync(Person.Owner, $"api/jobs/{jobId}")).Status);
        Assert.Equal(2, (await Server.GetAsync(Person.Root, "api/jobs?owner=system")).Body.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Cleanup_KeepsUploadsThatAJobOrATaskNames_AndYoungOnes()
    {
        var (ofJob, ofTask, ofNobody) = (await UploadAsync(), await UploadAsync(), await UploadAsync());
        var ofRemoved = await UploadAsync();
        await EndedAsync("removed", Now, input: Naming(ofRemoved));
        await Server.PostAsync(Person.Owner, "api/tasks", JsonNode.Parse(
            $$"""{"task_id":"t","name":"t","kind":"test.recorded","input":{"image":{"upload_id":"{{ofTask}}"} } }"""));
        await Server.Upkeep.RunDueAsync(CancellationToken.None);
        Server.Clock.Advance(TimeSpan.FromDays(12));
        var young = await UploadAsync();
        await EndedAsync("kept", Now, input: Naming(ofJob));

        await RunDueAsync();

        var kept = await Task.WhenAll(((string[])[ofJob, ofTask, ofNobody, ofRemoved, young]).Select(
            async id => await Server.Uploads.GetAsync(id, CancellationToken.None) is not null));
        Assert.Equal([true, true, false, false, true], kept);
    }

    [Fact]
    public async Task Upkeep_OnManyHostsAtOnce_IsOneJob_AndNextOneTurnLater()
    {
        await Server.Upkeep.RunDueAsync(CancellationToken.None);
        Assert.Empty(await JobsOfAsync("maintenance.health"));
        Server.Clock.Advance(TimeSpan.FromMinutes(5));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(RunDueAsync)));

        Assert.Single(await JobsOfAsync("maintenance.health"));
        Assert.Equal(Now.AddMinutes(5), await Server.Upkeep.RunDueAsync(CancellationToken.None));
    }

    [Fact]
    public async Task HealthChecks_DoNotPileUp_AndThoseThatFoundSomethingStayLonger()
    {
        await Server.Upkeep.RunDueAsync(CancellationToken.None);
        var held = await HeldAsync();
        await Server.Database.WriteAsync(session => session.Execute("DELETE FROM job_plans"));
        var found = await CheckAsync();
        Assert.Equal("plan_missing", (await ResultAsync(found)).GetProperty("items")[0].GetProperty("finding").GetString());
        await Server.PostAsync(Person.Owner, $"api/jobs/{held}/cancel");

        for (var i = 0; i < 8; i++)
        {
            Assert.True((await ResultAsync(await CheckAsync())).GetProperty("healthy").GetBoolean());
        }

        var checks = await JobsOfAsync("maintenance.health");
        Assert.Equal(5, checks.Length);
        Assert.Equal(found, checks[^1]);
    }

    [Fact]
    public async Task Upkeep_ThatARestartMissed_IsDoneOnce()
    {
        await Server.Upkeep.RunDueAsync(CancellationToken.None);
        Server.Clock.Advance(TimeSpan.FromDays(2));
        await Server.CrashAndStartAsync();

        await RunDueAsync();
        await RunDueAsync();

        Assert.Single(await JobsOfAsync("maintenance.health"));
        Assert.Single(await JobsOfAsync("maintenance.cleanup"));
    }

    [Theory]
    [InlineData("maintenance.cleanup")]
    [InlineData("maintenance.purge")]
    [InlineData("maintenance.repair")]
    [InlineData("maintenance.health")]
    public async Task Upkeep_CannotBeSubmitted_NotEvenByAdministrators(string kind)
    {
        var answer = await Server.PostAsync(
            Person.Root, "api/jobs", JsonNode.Parse($$"""{"kind":"{{kind}}","input":{"before":"2020-01-01T00:00:00Z"} }"""));

        Assert.Equal(400, answer.Status);
        Assert.True(answer.Body.GetProperty("errors").TryGetProperty("kind", out _), answer.Text);
    }

    private static int Removed(JsonElement result, string step) => result.GetProperty(step).GetProperty("removed").GetInt32();

    private static JsonElement Naming(string uploadId) => TestJson.Parse($$"""{"image":{"upload_id":"{{uploadId}}"} }""");

    private async Task<string> UploadAsync() =>
        (await Server.Uploads.SaveAsync("x.img", "owner", new MemoryStream([1]), 1, CancellationToken.None))!.UploadId;

    private async Task<string> CheckAsync()
    {
        Server.Clock.Advance(TimeSpan.FromMinutes(5));
        await RunDueAsync();
        return (await JobsOfAsync("maintenance.health"))[0];
    }
}
