using System.Text;
using System.Text.Json;
using Countersign.Contracts;
using Countersign.Contracts.Approvals;
using Countersign.Contracts.Hashing;
using Countersign.Contracts.Plans;
using Countersign.Server.Access;
using Countersign.Server.Http;
using Countersign.Server.Ports;
using Countersign.Server.Proof;
using Countersign.Server.Telemetry;
using Countersign.Server.WakeUps;

namespace Countersign.Server.Plans;

/// <summary>Takes people's decisions on plans that are held. The stored decision counts; the event only wakes.</summary>
internal sealed class PlanDecisions(
    IJobStore jobs, IPlanStore plans, DecisionSignatures signatures, WakeUpSender wakeUps, TimeProvider clock)
{
    private const int KeptAnswers = 50;

    /// <summary>Decides, for a caller who may read the job.</summary>
    /// <param name="record">The job as it was read.</param>
    /// <param name="caller">Who decides.</param>
    /// <param name="decision">What they say.</param>
    /// <param name="key">Their idempotency key; null for none.</param>
    /// <param name="cancellationToken">Stops the reading before anything is stored.</param>
    public async Task<DecisionAnswer> DecideAsync(
        JobRecord record, Caller caller, DecisionRequest decision, string? key, CancellationToken cancellationToken)
    {
        var jobId = record.Job.JobId;
        using var span = JobTracing.Continue("decide", record)?.SetTag("countersign.approved", decision.Approved);
        var plan = decision.Exclude is { Count: > 0 } && record.Job.Plan is { } current
            ? await plans.GetAsync(jobId, current.Version, cancellationToken)
            : null;
        var taken = await plans.FindTakenAsync(record, cancellationToken);
        var keyHash = key is null ? null : Digest.Of(Encoding.UTF8.GetBytes($"{caller.User}\n{key}"));
        var digest = key is null ? "" : DigestOf(decision);

        // Signed before the store is asked, because that must not wait: almost always the job is still what was read.
        var now = clock.GetUtcNow();
        var ahead = Gatekeeper.Decide(record, caller, decision, now, plan).Change?.Decision;
        var signed = ahead is null ? null : await signatures.SignAsync(ahead, cancellationToken);
        var (answer, after) = await jobs.UpdateAsync(
            jobId,
            found => keyHash is not null && Earlier(found, keyHash, digest) is { } earlier
                ? new JobUpdate<(DecisionAnswer, JobRecord?)>((earlier, null))
                : Take(Judge(found, caller, decision, now, plan, taken), signed, keyHash, digest),
            cancellationToken);
        if (after is not null)
        {
            await wakeUps.HandOverAsync(after);
        }

        return answer ?? new DecisionAnswer(null, Refusals.JobNotFound(jobId));
    }

    /// <summary>The answer of an update that took a vote or a decision.</summary>
    public static DecisionResponse ResponseOf(JobRecord record)
    {
        var approval = record.Job.Approval;
        var inFavour = approval.Votes.Count(vote => vote.Approved);
        return new DecisionResponse(
            record.Job.JobId,
            record.Job.Status,
            record.Job.Plan!.Version,
            record.Job.Plan.Hash,
            $"{inFavour}/{approval.Required}",
            approval.Decision);
    }

    private static JobUpdate<(DecisionAnswer, JobRecord?)> Take(
        JobUpdate<GateAnswer> judged, Decision? signed, string? keyHash, string digest)
    {
        if (judged is not { Outcome.Refusal: null, Change: { } change })
        {
            // What a refusal changes is the audit alone.
            return new((new DecisionAnswer(null, judged.Outcome.Refusal), null), judged.Change);
        }

        var response = ResponseOf(change.Record);
        var record = keyHash is null
            ? change.Record
            : change.Record with { KeyedAnswers = [.. change.Record.KeyedAnswers.TakeLast(KeptAnswers - 1), new(keyHash, digest, response)] };
        // One that differs from what was foreseen is signed by the store's own way.
        var taken = change.Decision is { } made && signed is not null && DecisionSignatures.AreAlike(signed, made) ? signed : change.Decision;
        return new((new DecisionAnswer(response, null), record), change with { Record = record, Decision = taken });
    }

    private static DecisionAnswer? Earlier(JobRecord record, string keyHash, string digest) =>
        record.KeyedAnswers.FirstOrDefault(answer => answer.Key == keyHash) is not { } found ? null
            : found.Request == digest ? new DecisionAnswer(found.Response, null, Replayed: true)
            : new DecisionAnswer(null, Refusals.KeyReused());

    private static string DigestOf(DecisionRequest decision) =>
        CanonicalJson.DigestOf(JsonSerializer.SerializeToElement(decision, ContractsJson.Default.DecisionRequest));

    private static JobUpdate<GateAnswer> Judge(
        JobRecord found, Caller caller, DecisionRequest decision, DateTimeOffset now, Plan? plan, int? taken)
    {
        var judged = Gatekeeper.Decide(found, caller, decision, now, plan).UnlessTaken(found, taken);
        return RefusedAttempts.Note(judged, caller, decision, now);
    }
}
