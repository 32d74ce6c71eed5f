using Countersign.Contracts.Jobs;
using Countersign.Server.Older;
using Xunit;

namespace Countersign.Server.Tests.Older;

/// <summary>Every status is folded as api.md says, and lists find under a name exactly what is shown under it.</summary>
public sealed class OlderStatusTests
{
    [Theory]
    [InlineData(JobStatus.Pending, "pending", "pending", "submitted")]
    [InlineData(JobStatus.Running, "running", "running", "assigned")]
    [InlineData(JobStatus.AwaitingApproval, "running", "running", "assigned")]
    [InlineData(JobStatus.Paused, "running", "running", "assigned")]
    [InlineData(JobStatus.Completed, "completed", "completed", "completed")]
    [InlineData(JobStatus.Failed, "failed", "failed", "failed")]
    [InlineData(JobStatus.Cancelled, "cancelled", "cancelled", "failed")]
    [InlineData(JobStatus.Rejected, "cancelled", "cancelled", "failed")]
    [InlineData(JobStatus.Timeout, "failed", "timeout", "failed")]
    public void Status_IsFolded(JobStatus status, string build, string run, string document)
    {
        Assert.Equal((build, run, document), (OlderStatuses.Fold(status), OlderStatuses.FoldRun(status), OlderStatuses.FoldDocument(status)));
        Assert.Contains(status, OlderStatuses.Under(build, OlderStatuses.Fold));
        Assert.Contains(status, OlderStatuses.Under(run, OlderStatuses.FoldRun));
        Assert.Contains(status, OlderStatuses.Under(document, OlderStatuses.FoldDocument));
    }

    [Fact]
    public void Name_ThatNothingIsShownUnder_FindsNothing() => Assert.Empty(OlderStatuses.Under("paused", OlderStatuses.FoldRun));
}
