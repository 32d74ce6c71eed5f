using Countersign.Contracts.Jobs;
using Countersign.Contracts.Metrics;
using Countersign.Server.Jobs;
using Countersign.Server.Metrics;
using Countersign.Server.Ports;
using Countersign.Testing;
using Xunit;

namespace Countersign.Server.Tests.Metrics;

/// <summary>How long plans were held, counted by the moves of a job; pauses do not count.</summary>
public sealed class GateTimeTests
{
    private static readonly DateTimeOffset Start = JobBuilder.Epoch;

    [Fact]
    public void Job_ThatWasNeverHeld_HasNoWait()
    {
        var ended = Running().MoveTo(JobStatus.Completed, null, At(9));

        Assert.DoesNotContain(EndFigures.Of(ended), figure => figure.Name == MetricNames.ApprovalWait);
        Assert.Equal(9, ValueOf(ended, MetricNames.Duration));
        Assert.Equal(1, ValueOf(ended, MetricNames.Succeeded));
    }

    [Fact]
    public void Holds_AddUp()
    {
        var again = Running()
            .MoveTo(JobStatus.AwaitingApproval, JobPhase.Approval, At(10))
            .MoveTo(JobStatus.AwaitingApproval, JobPhase.Approval, At(12))
            .MoveTo(JobStatus.Running, JobPhase.Plan, At(15))
            .MoveTo(JobStatus.AwaitingApproval, JobPhase.Approval, At(20));

        var rejected = again.MoveTo(JobStatus.Rejected, null, At(21));

        Assert.Equal(6, ValueOf(rejected, MetricNames.ApprovalWait));
        Assert.Equal(0, ValueOf(rejected, MetricNames.Succeeded));
    }

    [Fact]
    public void Pauses_DoNotCount()
    {
        var held = Running().MoveTo(JobStatus.AwaitingApproval, JobPhase.Approval, At(10));
        var paused = Lifecycle.Pause(held, "user:ann", At(13)).Change!.Record;
        var resumed = Lifecycle.Resume(paused, "user:ann", At(100)).Change!.Record;

        Assert.Equal(5, ValueOf(resumed.MoveTo(JobStatus.Running, JobPhase.Execution, At(102)).MoveTo(JobStatus.Failed, null, At(103)), MetricNames.ApprovalWait));
        Assert.Equal(3, ValueOf(paused.MoveTo(JobStatus.Cancelled, null, At(50)), MetricNames.ApprovalWait));
    }

    [Fact]
    public void Gate_ThatOpensUnderAPause_CountsFromTheResumption()
    {
        var paused = Lifecycle.Pause(Running(), "user:ann", At(1)).Change!.Record;
        var opened = paused.GoOnTo(JobStatus.AwaitingApproval, JobPhase.Approval, At(2));
        var resumed = Lifecycle.Resume(opened, "user:ann", At(50)).Change!.Record;

        Assert.Equal(4, ValueOf(resumed.MoveTo(JobStatus.Rejected, null, At(54)), MetricNames.ApprovalWait));
    }

    [Fact]
    public void Retry_CountsAnew()
    {
        var failed = Running()
            .MoveTo(JobStatus.AwaitingApproval, JobPhase.Approval, At(10))
            .MoveTo(JobStatus.Running, JobPhase.Execution, At(15))
            .MoveTo(JobStatus.Failed, null, At(16));

        var retried = Lifecycle.Retry(failed, JobPhase.Execution, null, "user:ann", At(20)).Change!.Record;

        Assert.Null(retried.GateSeconds);
        Assert.Equal(2, ValueOf(retried.MoveTo(JobStatus.Completed, null, At(30)), MetricNames.Attempts));
    }

    private static JobRecord Running() => new JobBuilder("job").Build().MoveTo(JobStatus.Running, JobPhase.Analysis, Start);

    private static DateTimeOffset At(double seconds) => Start.AddSeconds(seconds);

    private static double ValueOf(JobRecord ended, string name) => EndFigures.Of(ended).Single(figure => figure.Name == name).Value;
}
