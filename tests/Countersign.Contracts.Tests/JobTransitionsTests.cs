using Countersign.Contracts.Jobs;
using Xunit;

namespace Countersign.Contracts.Tests;

public sealed class JobTransitionsTests
{
    public static TheoryData<JobStatus> Statuses => [.. Enum.GetValues<JobStatus>()];

    [Theory]
    [MemberData(nameof(Statuses))]
    public void FinalStatuses_AreExactlyThoseWithoutAWayOut(JobStatus status)
    {
        var final = status is JobStatus.Completed or JobStatus.Failed or JobStatus.Cancelled or JobStatus.Rejected or JobStatus.Timeout;

        Assert.Equal(final, status.IsFinal());
        Assert.Equal(final, JobTransitions.From(status).Count == 0);
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

    [Fact]
    public void Execution_IsNeverReachedFromPendingWithoutRunning() =>
        Assert.DoesNotContain(JobStatus.Completed, JobTransitions.From(JobStatus.Pending));
}
