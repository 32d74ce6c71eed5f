using System.Text;
using Countersign.Client.Errors;
using Countersign.Client.Jobs;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Proof;
using Countersign.Testing.Kinds;
using Xunit;

namespace Countersign.Client.Tests;

/// <summary>Jobs from submission to removal, through the client alone.</summary>
public sealed class JobTests(ClientHost host) : IClassFixture<ClientHost>
{
    private CountersignClient Client => host.Client;

    [Fact]
    public async Task Job_GoesFromSubmissionToAProof()
    {
        var jobId = await host.HoldAsync(ClientHost.Inspection("life"));
        await host.ApproveAsync(jobId);

        var (job, result) = (await Client.Jobs.GetAsync(jobId), await Client.Jobs.GetResultAsync(jobId));
        var document = await Client.Jobs.GetResultDocumentAsync(jobId);
        var verdict = ProofVerifier.Verify(await Client.Jobs.GetProofAsync(jobId), await Client.Service.GetKeysAsync());
        Assert.Equal((JobStatus.Completed, JobStatus.Completed), (job.Status, result.Status));
        Assert.Equal(job.Plan!.Hash, result.ExecutedPlanHash);
        Assert.Equal(result.ExecutedPlanHash, document.GetProperty("executed_plan_hash").GetString());
        Assert.True(verdict.IsProven, verdict.Statement);
        Assert.All(await Client.Jobs.GetStepsAsync(jobId), step => Assert.Equal(StepStatus.Completed, step.Status));
        Assert.NotEmpty((await Client.Jobs.GetAnalysisAsync(jobId)).Content);
        Assert.NotEmpty(await Client.Jobs.LogsAsync(jobId).ToListAsync());
        Assert.Equal(1, (await Client.Jobs.AuditAsync(jobId).FirstAsync()).Seq);
        Assert.Equal("Completed", (await Client.Jobs.GetInstanceAsync(jobId)).RuntimeStatus);
        Assert.True((await Client.Audit.VerifyAsync()).Valid);
        Assert.Contains(await Client.Audit.ListAsync().ToListAsync(), row => row.JobId == jobId);
        Assert.True((await Client.Jobs.CountAsync()).Total > 0);
    }

    [Fact]
    public async Task Submission_WithAKey_IsTheSameJobAgain()
    {
        var first = await Client.Jobs.SubmitAsync(ClientHost.Inspection(), idempotencyKey: "order-1");
        var again = await Client.Jobs.SubmitAsync(ClientHost.Inspection(), idempotencyKey: "order-1");
        var other = await Assert.ThrowsAsync<CountersignException>(
            () => Client.Jobs.SubmitAsync(ClientHost.SavingJob(), idempotencyKey: "order-1"));

        Assert.Equal(first.JobId, again.JobId);
        Assert.Equal((409, ErrorCodes.JobExists), (other.Status, other.Code));
    }

    [Fact]
    public async Task Job_IsPaused_Resumed_Renamed_Cancelled_RunAgain_AndRemoved()
    {
        var jobId = await host.HoldAsync(ClientHost.Inspection());

        Assert.Equal(JobStatus.Paused, (await Client.Jobs.PauseAsync(jobId)).Status);
        Assert.Equal(JobStatus.AwaitingApproval, (await Client.Jobs.ResumeAsync(jobId)).Status);
        Assert.Equal("other", (await Client.Jobs.UpdateAsync(jobId, new PatchJobRequest { Name = "other", Tags = ["a"] })).Name);
        Assert.Equal(JobStatus.Cancelled, (await Client.Jobs.CancelAsync(jobId)).Status);
        var again = await Client.Jobs.RerunAsync(jobId, idempotencyKey: "again-1");
        Assert.NotEqual(jobId, again.JobId);
        Assert.Equal(again.JobId, (await Client.Jobs.RerunAsync(jobId, idempotencyKey: "again-1")).JobId);
        await Client.Jobs.DeleteAsync(jobId);
        Assert.Equal(404, (await Assert.ThrowsAsync<CountersignException>(() => Client.Jobs.GetAsync(jobId))).Status);
    }

    [Fact]
    public async Task FailedJob_IsRetried()
    {
        var fails = true;
        host.Saving.Work = (_, _) => Volatile.Read(ref fails) ? throw new WorkFailedException("told_to", "Told to fail.") : Task.CompletedTask;
        var jobId = await host.HoldAsync(ClientHost.SavingJob());
        await Client.Approvals.ApproveAsync(jobId, (await Client.Plans.GetAsync(jobId)).Hash);
        await host.WaitForAsync(jobId, "failure");
        Volatile.Write(ref fails, false);

        var retried = await Client.Jobs.RetryAsync(jobId);

        Assert.Equal(2, retried.Attempt);
        var after = (await Client.Events.ReadAsync(jobId)).Events.Single(entry => entry.Type == "failure").Seq;
        var types = await Client.Events.FollowAsync(jobId, after).Select(entry => entry.Type).ToListAsync();
        Assert.Equal("completion", types[^1]);
    }

    [Fact]
    public async Task List_GoesOverEveryPage_EachJobOnce()
    {
        for (var i = 0; i < 7; i++)
        {
            await Client.Jobs.SubmitAsync(ClientHost.Inspection($"listed-{i}") with { Tags = ["listed"] });
        }

        var query = new JobQuery { Tag = "listed", PageSize = 3, OldestFirst = true };
        var ids = await Client.Jobs.ListAsync(query).Select(job => job.JobId).ToListAsync();
        var page = await Client.Jobs.ListPageAsync(query);
        var none = await Client.Jobs.ListAsync(query with { Statuses = [JobStatus.Failed, JobStatus.AwaitingApproval], Kind = "no.kind" }).ToListAsync();

        Assert.Equal(Enumerable.Range(0, 7).Select(i => $"listed-{i}"), ids);
        Assert.Equal((3, 7L), (page.Items.Count, page.Total));
        Assert.Empty(none);
        Assert.Equal(7, await Client.Jobs.ListAllAsync(query with { CreatedAfter = DateTimeOffset.UnixEpoch }).CountAsync());
    }

    [Fact]
    public async Task Artifacts_AreListedAndDownloaded_AndADamagedOneIsNotTaken()
    {
        host.Saving.Work = (context, token) => SavingKind.SaveTextAsync(context, "notes.txt", $"by {context.Step.Id}", token);
        var jobId = await host.HoldAsync(ClientHost.SavingJob());
        await host.ApproveAsync(jobId);

        var listed = await Client.Artifacts.ListAsync(jobId);
        using var copy = new MemoryStream();
        await Client.Artifacts.DownloadAsync(jobId, listed[0], copy);
        await using var newest = await Client.Artifacts.OpenAsync(jobId, "notes.txt");
        using var reader = new StreamReader(newest.Content);

        Assert.Equal(["build", "pack"], listed.Select(artifact => artifact.Step));
        Assert.Equal("by build", Encoding.UTF8.GetString(copy.ToArray()));
        Assert.Equal(("by pack", listed[1].Sha256), (await reader.ReadToEndAsync(), newest.Sha256));
        await Assert.ThrowsAsync<DamagedDownloadException>(
            () => Client.Artifacts.DownloadAsync(jobId, listed[0] with { Sha256 = listed[1].Sha256 }, new MemoryStream()));
    }

    [Fact]
    public async Task Refusal_TellsCodeFieldsAndTrace()
    {
        var refused = await Assert.ThrowsAsync<CountersignException>(
            () => Client.Jobs.SubmitAsync(new SubmitJobRequest { Kind = "disk.inspect", Input = ClientHost.Input, Priority = 99 }));

        Assert.Equal((400, ErrorCodes.InvalidRequest), (refused.Status, refused.Code));
        Assert.Contains("priority", refused.Errors.Keys);
        Assert.False(string.IsNullOrEmpty(refused.TraceId));
        Assert.Contains("priority", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("")]
    public async Task Identifier_ThatLeadsElsewhere_IsNotSent(string jobId) =>
        await Assert.ThrowsAsync<ArgumentException>(() => Client.Jobs.DeleteAsync(jobId));

    [Fact]
    public async Task Identifier_WithASlash_IsOneSegment() =>
        Assert.Equal(404, (await Assert.ThrowsAsync<CountersignException>(() => Client.Jobs.GetAsync("life/plan"))).Status);
}
