using System.Globalization;
using Countersign.Contracts.Approvals;
using Countersign.Contracts.Events;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Plans;
using Countersign.Server.Access;
using Countersign.Server.Activities;
using Countersign.Server.Events;
using Countersign.Server.Http;
using Countersign.Server.Jobs;
using Countersign.Server.Ports;

namespace Countersign.Server.Plans;

/// <summary>The rules by which one answer to a held plan becomes a vote, a decision, or a refusal. Pure.</summary>
internal static class Gatekeeper
{
    /// <summary>Judges an answer against the job's state at this instant.</summary>
    /// <param name="record">The job.</param>
    /// <param name="caller">Who answers.</param>
    /// <param name="answer">What they answer.</param>
    /// <param name="now">This instant.</param>
    /// <param name="plan">The plan that the answer was read against; needed only where it excludes steps.</param>
    /// <param name="link">The link that the answer came by, which vouches for the caller; null for a signed-in caller.</param>
    public static JobUpdate<GateAnswer> Decide(
        JobRecord record, Caller caller, DecisionRequest answer, DateTimeOffset now, Plan? plan = null, ApprovalLink? link = null)
    {
        var refusal = Refuse(record, caller, answer, now, link) ?? ExclusionRules.Check(record.Job, answer, plan);
        if (refusal is not null)
        {
            return new JobUpdate<GateAnswer>(new GateAnswer(record, refusal));
        }

        var vote = new Vote(caller.Actor, answer.Approved, now, answer.Feedback)
        {
            Exclude = ExclusionRules.InPlanOrder(answer.Exclude, plan),
            Via = link is null ? null : $"link of {link.CreatedBy}",
        };
        var approval = record.Job.Approval with { Votes = [.. record.Job.Approval.Votes, vote] };
        var voted = record with { UpdatedAt = now, Job = record.Job with { Approval = approval } };
        var isDecided = !vote.Approved || approval.Votes.Count(cast => cast.Approved) >= approval.Required;
        return isDecided ? Close(voted, vote, answer.Replan is true, now) : Count(voted, vote);
    }

    private static Refusal? Refuse(JobRecord record, Caller caller, DecisionRequest answer, DateTimeOffset now, ApprovalLink? link)
    {
        var job = record.Job;
        if (ApproverRules.Check(caller, job, answer.Approved, vouchedFor: link is not null) is { } notAllowed)
        {
            return notAllowed;
        }

        if (answer.PlanHash is { } seen && job.Plan is { } current && seen != current.Hash)
        {
            return Refusals.PlanChanged(seen, current.Hash);
        }

        if (job.Approval.Decision is { } decided)
        {
            return Refusals.AlreadyDecided(decided);
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
            return job.Plan is null || job.Phase is JobPhase.Analysis or JobPhase.Plan
                ? Refusals.PlanNotReady(job.Status)
                : Refusals.ApprovalClosed("The plan needs no decision: every step of it only reads, and the job was submitted with approval.mode none.");
        }

        if (now >= job.Approval.ExpiresAt)
        {
            return Refusals.ApprovalClosed(string.Create(
                CultureInfo.InvariantCulture, $"The time to decide ended at {job.Approval.ExpiresAt:yyyy-MM-dd'T'HH:mm:ss'Z'}."));
        }

        var earlier = job.Approval.Votes.FirstOrDefault(vote => vote.Actor == caller.Actor);
        return earlier is null ? null : Refusals.AlreadyVoted(earlier);
    }

    private static JobUpdate<GateAnswer> Count(JobRecord voted, Vote vote) => new(
        new GateAnswer(voted),
        new JobChange { Record = voted, Events = [new EventDraft(EventTypes.Vote, EventData.Vote(vote))] });

    private static JobUpdate<GateAnswer> Close(JobRecord voted, Vote vote, bool replanWanted, DateTimeOffset now)
    {
        var plan = voted.Job.Plan!;
        var replan = replanWanted && voted.PlannerRounds() < voted.MaxRounds;
        var decision = new Decision
        {
            JobId = voted.Job.JobId,
            PlanVersion = plan.Version,
            PlanHash = plan.Hash,
            Approved = vote.Approved,
            Actor = vote.Actor,
            At = now,
            Feedback = vote.Feedback,
            Exclude = vote.Exclude,
            Replan = replan,
            Via = vote.Via,
        };

        var moved = vote.Approved ? voted.MoveTo(JobStatus.Running, JobPhase.Execution, now)
            : replan ? voted.MoveTo(JobStatus.Running, JobPhase.Plan, now)
            : voted.MoveTo(JobStatus.Rejected, null, now);
        var closed = moved with
        {
            WakeUp = WakeUp.Decision,
            Job = moved.Job with { Approval = moved.Job.Approval with { Decision = decision } },
        };
        return new JobUpdate<GateAnswer>(
            new GateAnswer(closed),
            new JobChange { Record = closed, Events = [new EventDraft(EventTypes.Vote, EventData.Vote(vote)), .. Ending(closed, decision, replanWanted)], Decision = decision });
    }

    /// <summary>A rejection that asks for another plan ends nothing: the version that answers it is the next event.</summary>
    private static IEnumerable<EventDraft> Ending(JobRecord closed, Decision decision, bool replanWanted) => decision switch
    {
        { Approved: true } => [new EventDraft(EventTypes.Approved, EventData.Decision(decision))],
        { Replan: true } => [],
        _ => [new EventDraft(EventTypes.Rejected, EventData.Rejected(decision, replanWanted ? closed.MaxRounds : null))],
    };
}
