using Countersign.Contracts.Jobs;
using Xunit;

namespace Countersign.Contracts.Tests;

public sealed class JobTransitionsTests
{
    public static TheoryData<JobStatus> Statuses => [.. Enum.GetValues<JobStatus>()];

    [Theory]
    [MemberData(nameof(Statuses))]
    public void FinalStatuses_HaveNoWayOutButARetry(JobStatus status)
    {
        var final = status is JobStatus.Completed or JobStatus.Failed or JobStatus.Cancelled or JobStatus.Rejected or JobStatus.Timeout;

        Assert.Equal(final, status.IsFinal());
        Assert.Equal(final && status != JobStatus.Failed, JobTransitions.From(status).Count == 0);
        Assert.Equal([JobStatus.Running], JobTransitions.From(JobStatus.Failed));
    }

    [Theory]
    [MemberData(nameof(Statuses))]
    public void Cancel_IsLegalInEveryStatusThatIsNotFinal(JobStatus status) =>
        Assert.Equal(!status.IsFinal(), JobTransitions.IsLegal(status, JobStatus.Cancelled));

    [Theory]
    [MemberData(nameof(Statuses))]
    public void Pause_LeadsBackToWhereItCameFrom(JobStatus status)
    {
        if (JobTransitions.IsLegal(status, JobStatus.Paused))
        {
            Assert.True(JobTransitions.IsLegal(JobStatus.Paused, status));
        }
    }

    [Theory]
    [MemberData(nameof(Statuses))]
    public void Actions_LeadOnlyWhereTheTableLeads(JobStatus status)
    {
        Assert.Equal(JobTransitions.IsLegal(status, JobStatus.Cancelled), JobTransitions.IsLegal(status, JobAction.Cancel));
        Assert.Equal(JobTransitions.IsLegal(status, JobStatus.Paused), JobTransitions.IsLegal(status, JobAction.Pause));
        Assert.Equal(status == JobStatus.Paused, JobTransitions.IsLegal(status, JobAction.Resume));
        Assert.Equal(status == JobStatus.Failed, JobTransitions.IsLegal(status, JobAction.Retry));
        Assert.Equal(status.IsFinal(), JobTransitions.IsLegal(status, JobAction.Delete));
        Assert.True(JobTransitions.IsLegal(status, JobAction.Rerun));
    }

    /// <summary>Written out a second time, so that no move comes or goes unnoticed.</summary>
    [Theory]
    [InlineData(JobStatus.Pending, "running paused failed cancelled", "pause cancel rerun")]
    [InlineData(JobStatus.Running, "awaiting_approval paused completed failed cancelled rejected", "pause cancel rerun")]
    [InlineData(JobStatus.AwaitingApproval, "running paused failed cancelled rejected timeout", "pause cancel rerun")]
    [InlineData(JobStatus.Paused, "pending running awaiting_approval failed cancelled", "resume cancel rerun")]
    [InlineData(JobStatus.Completed, "", "rerun delete")]
    [InlineData(JobStatus.Failed, "running", "retry rerun delete")]
    [InlineData(JobStatus.Cancelled, "", "rerun delete")]
    [InlineData(JobStatus.Rejected, "", "rerun delete")]
    [InlineData(JobStatus.Timeout, "", "rerun delete")]
    public void Table_IsThisAndNoOther(JobStatus from, string to, string actions)
    {
        Assert.All(Enum.GetValues<JobStatus>(), status => Assert.Equal(Names(to).Contains(NameOf(status)), JobTransitions.IsLegal(from, status)));
        Assert.All(Enum.GetValues<JobAction>(), action => Assert.Equal(Names(actions).Contains(NameOf(action)), JobTransitions.IsLegal(from, action)));
    }

    private static string[] Names(string list) => list.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string NameOf<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    [Fact]
    public void Execution_IsNeverReachedFromPendingWithoutRunning() =>
        Assert.DoesNotContain(JobStatus.Completed, JobTransitions.From(JobStatus.Pending));
}
