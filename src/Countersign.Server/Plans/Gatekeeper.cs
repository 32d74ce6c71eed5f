using System.Globalization;
using Countersign.Contracts.Approvals;
using Countersign.Contracts.Events;
using Countersign.Contracts.Jobs;
using Countersign.Server.Access;
using Countersign.Server.Events;
using Countersign.Server.Http;
using Countersign.Server.Jobs;
using Countersign.Server.Ports;

namespace Countersign.Server.Plans;

/// <summary>The rules by which one answer to a held plan becomes a vote, a decision, or a refusal. Pure.</summary>
internal static class Gatekeeper
{
    /// <summary>Judges an answer against the job's state at this instant.</summary>
    public static JobUpdate<GateAnswer> Decide(JobRecord record, Caller caller, DecisionRequest answer, DateTimeOffset now)
    {
        var refusal = Refuse(record, caller, answer, now);
        if (refusal is not null)
        {
            return new JobUpdate<GateAnswer>(new GateAnswer(record, refusal));
        }

        var vote = new Vote(caller.Actor, answer.Approved, now, answer.Feedback);
        var approval = record.Job.Approval with { Votes = [.. record.Job.Approval.Votes, vote] };
        var voted = record with { UpdatedAt = now, Job = record.Job with { Approval = approval } };
        var isDecided = !vote.Approved || approval.Votes.Count(cast => cast.Approved) >= approval.Required;
        return isDecided ? Close(voted, vote, now) : Count(voted, vote);
    }

    private static Refusal? Refuse(JobRecord record, Caller caller, DecisionRequest answer, DateTimeOffset now)
    {
        var job = record.Job;
        if (ApproverRules.Check(caller, job) is { } notAllowed)
        {
            return notAllowed;
        }

        if (answer.PlanHash is { } seen && job.Plan is { } current && seen != current.Hash)
        {
            return Refusals.PlanChanged(seen, current.Hash);
        }

        if (job.Approval.Decision is { } decided)
        {
            return Refusals.AlreadyDecided(decided.Actor, decided.Approved, decided.At);
        }

        if (job.Status.IsFinal())
        {
            return Refusals.ApprovalClosed($"The job is {SnakeCase.NameOf(job.Status)}.");
        }

        if (record.Pause is { } pause)
        {
            return Refusals.Paused(pause.By);
        }

        if (job.Status != JobStatus.AwaitingApproval)
        {
            return job.Plan is null
                ? Refusals.PlanNotReady(job.Status)
                : Refusals.ApprovalClosed("The plan needs no decision: every step of it only reads, and the job was submitted with approval.mode none.");
        }

        if (now >= job.Approval.ExpiresAt)
        {
            return Refusals.ApprovalClosed(string.Create(
                CultureInfo.InvariantCulture, $"The time to decide ended at {job.Approval.ExpiresAt:yyyy-MM-dd'T'HH:mm:ss'Z'}."));
        }

        var earlier = job.Approval.Votes.FirstOrDefault(vote => vote.Actor == caller.Actor);
        return earlier is null ? null : Refusals.AlreadyDecided(earlier.Actor, earlier.Approved, earlier.At);
    }

    private static JobUpdate<GateAnswer> Count(JobRecord voted, Vote vote) => new(
        new GateAnswer(voted),
        new JobChange { Record = voted, Events = [new EventDraft(EventTypes.Vote, EventData.Vote(vote))] });

    private static JobUpdate<GateAnswer> Close(JobRecord voted, Vote vote, DateTimeOffset now)
    {
        var plan = voted.Job.Plan!;
        var decision = new Decision
        {
            JobId = voted.Job.JobId,
            PlanVersion = plan.Version,
            PlanHash = plan.Hash,
            Approved = vote.Approved,
            Actor = vote.Actor,
            At = now,
            Feedback = vote.Feedback,
        };

        var moved = vote.Approved
            ? voted.MoveTo(JobStatus.Running, JobPhase.Execution, now)
            : voted.MoveTo(JobStatus.Rejected, null, now);
        var closed = moved with
        {
            WakeUp = WakeUp.Decision,
            Job = moved.Job with { Approval = moved.Job.Approval with { Decision = decision } },
        };
        var type = vote.Approved ? EventTypes.Approved : EventTypes.Rejected;
        return new JobUpdate<GateAnswer>(
            new GateAnswer(closed),
            new JobChange
            {
                Record = closed,
                Events = [new EventDraft(EventTypes.Vote, EventData.Vote(vote)), new EventDraft(type, EventData.Decision(decision))],
                Decision = decision,
            });
    }
}
