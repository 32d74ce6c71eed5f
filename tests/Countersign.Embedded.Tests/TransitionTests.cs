using System.Net;
using System.Text.Json.Nodes;
using Countersign.Contracts.Jobs;
using Countersign.Server.Ports;
using Countersign.Testing;
using Countersign.Testing.Kinds;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Countersign.Embedded.Tests;

/// <summary>Every action in every status, over HTTP: the jobs are put into the store as they are to be found.</summary>
public sealed class TransitionTests : CountedStepsHostTest
{
    public static TheoryData<JobStatus, JobAction> Pairs =>
        new(Enum.GetValues<JobStatus>().SelectMany(status => Enum.GetValues<JobAction>().Select(action => (status, action))));

    public static TheoryData<JobStatus, JobStatus> StatusPairs =>
        new(Enum.GetValues<JobStatus>().SelectMany(from => Enum.GetValues<JobStatus>().Select(to => (from, to))));

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Action_InEveryStatus_DoesWhatTheTableSaysOrIsRefused(JobStatus status, JobAction action)
    {
        await AddAsync("job", status);

        var answer = action == JobAction.Delete
            ? await Api.DeleteAsync("api/jobs/job")
            : await Api.PostAsync($"api/jobs/job/{SnakeCase.NameOf(action)}");

        var (http, after, code) = Expected(status, action);
        Assert.Equal(http, answer.Status);
        if (code is not null)
        {
            Assert.Equal(code, answer.Code);
            Assert.Contains(SnakeCase.NameOf(status), answer.Text("detail"), StringComparison.Ordinal);
            Assert.Contains(
                code == "job_active" ? "Cancel it first" : $"allowed now: {SnakeCase.NameOf(JobTransitions.ActionsIn(status)[0])}",
                answer.Text("detail"),
                StringComparison.Ordinal);
        }
        else if (action is not JobAction.Delete)
        {
            Assert.Equal(SnakeCase.NameOf(after!.Value), answer.Text("status"));
            Assert.Equal(action == JobAction.Rerun, answer.Text("job_id") != "job");
        }

        var read = await Api.GetAsync("api/jobs/job");
        Assert.Equal(action == JobAction.Delete && code is null ? HttpStatusCode.NotFound : HttpStatusCode.OK, read.Status);
        if (code is not null || action == JobAction.Rerun)
        {
            Assert.Equal(SnakeCase.NameOf(status), read.Text("status"));
        }
    }

    [Theory]
    [MemberData(nameof(StatusPairs))]
    public async Task PatchOfTheStatus_FromEveryStatusToEveryOther_MovesOrIsRefused(JobStatus from, JobStatus to)
    {
        await AddAsync("job", from);

        var answer = await Api.PatchAsync("api/jobs/job", new JsonObject { ["status"] = SnakeCase.NameOf(to) });

        var isLegal = from == to
            || (!from.IsFinal() && to is JobStatus.Cancelled or JobStatus.Paused && !from.IsFinal())
            || (from == JobStatus.Paused && to == JobStatus.Running);
        Assert.Equal(isLegal ? HttpStatusCode.OK : HttpStatusCode.Conflict, answer.Status);
        Assert.Equal(isLegal ? SnakeCase.NameOf(to) : "illegal_transition", isLegal ? answer.Text("status") : answer.Code);
    }

    [Theory]
    [InlineData(JobStatus.Pending)]
    [InlineData(JobStatus.Running)]
    [InlineData(JobStatus.AwaitingApproval)]
    public async Task PausedJob_GoesBackToWhereItCameFrom_AndNowhereElse(JobStatus from)
    {
        await AddAsync("job", JobStatus.Paused, from);
        foreach (var other in Enum.GetValues<JobStatus>().Except([from, JobStatus.Paused, JobStatus.Cancelled]))
        {
            var refused = await Api.PatchAsync("api/jobs/job", new JsonObject { ["status"] = SnakeCase.NameOf(other) });
            Assert.Equal((HttpStatusCode.Conflict, "illegal_transition"), (refused.Status, refused.Code));
            Assert.Contains($"resume ({SnakeCase.NameOf(from)})", refused.Text("detail"), StringComparison.Ordinal);
        }

        var resumed = await Api.PatchAsync("api/jobs/job", new JsonObject { ["status"] = SnakeCase.NameOf(from) });

        Assert.Equal((HttpStatusCode.OK, SnakeCase.NameOf(from)), (resumed.Status, resumed.Text("status")));
    }

    /// <summary>What the API promises, written out and not taken from the table under test.</summary>
    private static (HttpStatusCode Http, JobStatus? After, string? Code) Expected(JobStatus status, JobAction action)
    {
        var isFinal = status is not (JobStatus.Pending or JobStatus.Running or JobStatus.AwaitingApproval or JobStatus.Paused);
        JobStatus? after = action switch
        {
            JobAction.Rerun => JobStatus.Pending,
            JobAction.Pause when !isFinal => JobStatus.Paused,
            JobAction.Cancel when !isFinal => JobStatus.Cancelled,
            JobAction.Resume when status == JobStatus.Paused => JobStatus.Running,
            JobAction.Retry when status == JobStatus.Failed => JobStatus.Running,
            _ => null,
        };
        if (action == JobAction.Delete)
        {
            return isFinal ? (HttpStatusCode.NoContent, null, null) : (HttpStatusCode.Conflict, null, "job_active");
        }

        return after is null ? (HttpStatusCode.Conflict, null, "illegal_transition") : (HttpStatusCode.Accepted, after, null);
    }

    private async Task AddAsync(string jobId, JobStatus status, JobStatus pausedFrom = JobStatus.Running)
    {
        var record = new JobBuilder(jobId).Kind(CountedStepsKind.Kind).Input(TestJson.Parse("""{"steps":1}""")).Status(status).Build();
        if (status == JobStatus.Paused)
        {
            record = record with { Pauses = 1, Pause = new PauseState(pausedFrom, JobBuilder.Epoch, "user:ann") };
        }

        Assert.Null(await Host.Services.GetRequiredService<IJobStore>().TryCreateAsync(new JobChange { Record = record }, CancellationToken.None));
    }
}
