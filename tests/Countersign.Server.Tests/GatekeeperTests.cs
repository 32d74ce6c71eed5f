using System.Text.Json;
using Countersign.Contracts.Approvals;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Events;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Plans;
using Countersign.Contracts.Workflow;
using Countersign.Server.Access;
using Countersign.Server.Plans;
using Countersign.Server.Ports;
using Xunit;

namespace Countersign.Server.Tests;

public sealed class GatekeeperTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly Caller Owner = new("owner", [Roles.User]);
    private static readonly Caller Approver = new("ann", [Roles.Approver]);
    private static readonly Caller Stranger = new("stranger", [Roles.User]);
    private static readonly DecisionRequest Yes = new() { Approved = true };
    private static readonly DecisionRequest No = new() { Approved = false, Feedback = "no" };

    public static TheoryData<JobStatus> OtherStatuses => [.. Enum.GetValues<JobStatus>().Where(status => status != JobStatus.AwaitingApproval)];

    [Fact]
    public void Approval_ClosesTheGateAndOwesAWakeUp()
    {
        var update = Gatekeeper.Decide(Held(), Approver, Yes, Now);

        var change = update.Change!;
        Assert.Equal((JobStatus.Running, JobPhase.Execution), (change.Record.Job.Status, change.Record.Job.Phase));
        Assert.Equal(WakeUp.Decision, change.Record.WakeUp);
        Assert.Equal(("user:ann", true, "sha256:1"), (change.Decision!.Actor, change.Decision.Approved, change.Decision.PlanHash));
        Assert.Equal([EventTypes.Vote, EventTypes.Approved], change.Events.Select(draft => draft.Type));
    }

    [Fact]
    public void Rejection_EndsTheJob()
    {
        var change = Gatekeeper.Decide(Held(), Approver, No, Now).Change!;

        Assert.Equal((JobStatus.Rejected, Now), (change.Record.Job.Status, change.Record.Job.CompletedAt));
        Assert.Equal("no", change.Decision!.Feedback);
        Assert.Equal([EventTypes.Vote, EventTypes.Rejected], change.Events.Select(draft => draft.Type));
    }

    [Fact]
    public void Quorum_NeedsThatManyDifferentPeople()
    {
        var record = Held(approval => approval with { Required = 2 });

        var first = Gatekeeper.Decide(record, Approver, Yes, Now).Change!;
        var again = Gatekeeper.Decide(first.Record, Approver, Yes, Now);
        var second = Gatekeeper.Decide(first.Record, Owner, Yes, Now).Change!;

        Assert.Null(first.Decision);
        Assert.Equal(ErrorCodes.AlreadyDecided, again.Outcome.Refusal!.Code);
        Assert.NotNull(second.Decision);
    }

    [Fact]
    public void Replan_ReturnsToPlanning_WhileARoundIsLeft()
    {
        var wish = No with { Replan = true };

        var change = Gatekeeper.Decide(Held() with { Rounds = 2 }, Approver, wish, Now).Change!;
        var last = Gatekeeper.Decide(Held() with { Rounds = 3 }, Approver, wish, Now).Change!;

        Assert.Equal((JobStatus.Running, JobPhase.Plan, WakeUp.Decision), (change.Record.Job.Status, change.Record.Job.Phase, change.Record.WakeUp));
        Assert.True(change.Decision is { Approved: false, Replan: true });
        Assert.Equal([EventTypes.Vote], change.Events.Select(draft => draft.Type));
        Assert.Equal((JobStatus.Rejected, false), (last.Record.Job.Status, last.Decision!.Replan));
    }

    [Fact]
    public void OneRejection_EndsAQuorum()
    {
        var record = Held(approval => approval with { Required = 3 });

        var change = Gatekeeper.Decide(record, Approver, No, Now).Change!;

        Assert.Equal(JobStatus.Rejected, change.Record.Job.Status);
    }

    [Theory]
    [MemberData(nameof(OtherStatuses))]
    public void Decision_InAnyOtherStatus_IsRefused(JobStatus status)
    {
        var record = Held();
        var pause = status == JobStatus.Paused ? new PauseState(JobStatus.AwaitingApproval, Now, "user:bob") : null;
        record = record with { Pause = pause, Job = record.Job with { Status = status } };

        var update = Gatekeeper.Decide(record, Approver, Yes, Now);

        Assert.Null(update.Change);
        Assert.Equal(status == JobStatus.Paused ? ErrorCodes.Paused : ErrorCodes.ApprovalClosed, update.Outcome.Refusal!.Code);
    }

    [Fact]
    public void Decision_AtTheInstantOfExpiry_IsTooLate()
    {
        var record = Held();

        Assert.Null(Gatekeeper.Decide(record, Approver, Yes, record.Job.Approval.ExpiresAt!.Value).Change);
        Assert.NotNull(Gatekeeper.Decide(record, Approver, Yes, record.Job.Approval.ExpiresAt.Value.AddTicks(-1)).Change);
    }

    [Fact]
    public void Decision_OnAnotherHash_NamesBoth()
    {
        var refusal = Gatekeeper.Decide(Held(), Approver, Yes with { PlanHash = "sha256:2" }, Now).Outcome.Refusal!;

        Assert.Equal(ErrorCodes.PlanChanged, refusal.Code);
        Assert.Contains("sha256:1", refusal.Detail, StringComparison.Ordinal);
        Assert.Contains("sha256:2", refusal.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Decision_BeforeThereIsAPlan_SaysSo()
    {
        var record = Held();
        record = record with { Job = record.Job with { Status = JobStatus.Running, Plan = null } };

        Assert.Equal(ErrorCodes.PlanNotReady, Gatekeeper.Decide(record, Approver, Yes, Now).Outcome.Refusal!.Code);
    }

    [Fact]
    public void WhoMayDecide_FollowsTheApprovalsRules()
    {
        static string? Code(Caller caller, Func<ApprovalState, ApprovalState>? rules = null) =>
            Gatekeeper.Decide(Held(rules), caller, Yes, Now).Outcome.Refusal?.Code;

        Assert.Null(Code(Owner));
        Assert.Null(Code(new Caller("root", [Roles.Admin])));
        Assert.Equal(ErrorCodes.NotAnApprover, Code(Stranger));
        Assert.Equal(ErrorCodes.NotAnApprover, Code(new Caller("owner", [Roles.Agent])));
        Assert.Equal(ErrorCodes.SelfApproval, Code(Owner, approval => approval with { AllowSelf = false }));
        Assert.Equal(ErrorCodes.SelfApproval, Code(new Caller("owner", [Roles.Admin]), approval => approval with { AllowSelf = false }));
        Assert.Equal(ErrorCodes.NotAnApprover, Code(Approver, approval => approval with { Approvers = ["user:bob"] }));
        Assert.Null(Code(Approver, approval => approval with { Approvers = ["user:ann"] }));
        Assert.Null(Code(Approver, approval => approval with { Approvers = ["role:approver"] }));
        Assert.Equal(ErrorCodes.NotAnApprover, Code(Owner, approval => approval with { Approvers = ["role:approver"] }));
    }

    private static JobRecord Held(Func<ApprovalState, ApprovalState>? rules = null)
    {
        var approval = new ApprovalState { TimeoutSeconds = 300, ExpiresAt = Now.AddSeconds(300) };
        return new JobRecord
        {
            RequestDigest = "",
            MaxRounds = 3,
            UpdatedAt = Now,
            Gate = new Gate("decision:v1", Now.AddSeconds(300)),
            Job = new Job
            {
                JobId = "j",
                Kind = "test",
                Name = "test",
                Input = JsonSerializer.SerializeToElement(new { }),
                Status = JobStatus.AwaitingApproval,
                Phase = JobPhase.Approval,
                Owner = "owner",
                CreatedAt = Now,
                StartedAt = Now,
                Plan = new PlanSummary(1, "sha256:1", 1),
                Approval = rules is null ? approval : rules(approval),
            },
        };
    }
}
