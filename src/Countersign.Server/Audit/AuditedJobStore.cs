using Countersign.Contracts.Approvals;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Proof;
using Countersign.Server.Metrics;
using Countersign.Server.Ports;
using Countersign.Server.Proof;

namespace Countersign.Server.Audit;

/// <summary>
/// The job store as all of the server sees it: every change that tells a consequential act makes the job's audit chain grow in
/// the same write, every decision is signed before it is stored, and a job that ends is measured in the write that ends it.
/// </summary>
internal sealed class AuditedJobStore(IJobStore jobs, DecisionSignatures decisions, HostAudit host, AuditCheckpoints checkpoints) : IJobStore
{
    /// <summary>A job that changes under us this often, within the time of a signature, is not a job but an attack.</summary>
    private const int MostTries = 20;

    public async Task<JobRecord?> TryCreateAsync(JobChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        var audited = Append(change, AuditTrail.OfCreation(change), audited: null);
        var existing = await jobs.TryCreateAsync(audited, cancellationToken);
        if (existing is null)
        {
            checkpoints.Note(audited.Record);
        }

        return existing;
    }

    public Task<JobRecord?> GetAsync(string jobId, CancellationToken cancellationToken) => jobs.GetAsync(jobId, cancellationToken);

    public Task<JobPage> ListAsync(JobQuery query, CancellationToken cancellationToken) => jobs.ListAsync(query, cancellationToken);

    public async Task<TOutcome?> UpdateAsync<TOutcome>(
        string jobId, Func<JobRecord, JobUpdate<TOutcome>> decide, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(decide);
        Decision? signed = null;
        for (var tries = 0; tries < MostTries; tries++)
        {
            // Set by the call that is stored, which is the last one.
            Decision? unsigned = null;
            JobRecord? grown = null;
            var outcome = await jobs.UpdateAsync(
                jobId,
                record =>
                {
                    (unsigned, grown) = (null, null);
                    var update = decide(record);
                    if (update.Change is not { } change)
                    {
                        return update;
                    }

                    if (change.Decision is { Signature: null } decision)
                    {
                        // Signing may take long and waits for nothing here. What was signed is stored only if it is still
                        // what is decided.
                        if (signed is null || !DecisionSignatures.AreAlike(signed, decision))
                        {
                            unsigned = decision;
                            return new JobUpdate<TOutcome>(update.Outcome);
                        }

                        change = WithSigned(change, signed);
                    }

                    if (change.Record.Job.Status.IsFinal() && !record.Job.Status.IsFinal())
                    {
                        change = change.Measuring(EndFigures.Of(change.Record));
                    }

                    var audited = Append(change, AuditTrail.Of(change), record.Audited);
                    grown = audited.Audit.Count > 0 ? audited.Record : null;
                    return update with { Change = audited };
                },
                cancellationToken);
            if (unsigned is null)
            {
                checkpoints.Note(grown);
                return outcome;
            }

            signed = await decisions.SignAsync(unsigned, cancellationToken);
        }

        throw new InvalidOperationException($"The decision on job '{jobId}' was another each of {MostTries} times it was signed.");
    }

    public Task<IReadOnlyList<JobRecord>> ListOwedAsync(int limit, CancellationToken cancellationToken) =>
        jobs.ListOwedAsync(limit, cancellationToken);

    /// <inheritdoc/>
    /// <remarks>The host's chain tells of it before it happens: a job is never gone without a word.</remarks>
    public async Task DeleteAsync(string jobId, CancellationToken cancellationToken)
    {
        if (await jobs.GetAsync(jobId, cancellationToken) is { } record)
        {
            await host.AppendAsync(
                new AuditDraft(
                    AuditActs.Deleted,
                    record.RemovedBy ?? AuditDraft.System,
                    new("job_id", jobId), new("rows", record.Audited?.Seq ?? 0), new("head", record.Audited?.Hash)),
                cancellationToken);
        }

        await jobs.DeleteAsync(jobId, cancellationToken);
        checkpoints.Forget(jobId);
    }

    private static JobChange WithSigned(JobChange change, Decision signed)
    {
        var record = change.Record;
        var shown = record.Job.Approval.Decision is { } copy && copy.PlanVersion == signed.PlanVersion
            ? record with { Job = record.Job with { Approval = record.Job.Approval with { Decision = signed with { Signature = null } } } }
            : record;
        return change with { Record = shown, Decision = signed };
    }

    private static JobChange Append(JobChange change, IEnumerable<AuditDraft> drafts, AuditHead? audited)
    {
        var job = change.Record.Job;
        var head = audited;
        var entries = new List<AuditEntry>();
        foreach (var draft in drafts)
        {
            head ??= new AuditHead(0, AuditChain.GenesisOf(job.JobId, job.CreatedAt));
            var entry = new AuditEntry(head.Seq + 1, AuditChain.Write(head, change.Record.UpdatedAt, draft.Actor, draft.Act, draft.Facts));
            entries.Add(entry);
            head = entry.ToHead();
        }

        return change with { Record = change.Record with { Audited = head }, Audit = entries };
    }
}
