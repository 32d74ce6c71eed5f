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

    [Fact]
    public void Execution_IsNeverReachedFromPendingWithoutRunning() =>
        Assert.DoesNotContain(JobStatus.Completed, JobTransitions.From(JobStatus.Pending));
}
