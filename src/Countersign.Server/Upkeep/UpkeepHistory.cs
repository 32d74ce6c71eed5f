using System.Text.Json;
using Countersign.Contracts.Jobs;
using Countersign.Server.Ports;

namespace Countersign.Server.Upkeep;

/// <summary>Keeps the history of upkeep short: the last few jobs of each kind, and of checks those that found something.</summary>
internal sealed class UpkeepHistory(IJobStore jobs, IJobDocuments documents, JobPurge purge)
{
    private const int KeptChecks = 3;
    private const int KeptFindings = 20;
    private const int KeptCleanups = 20;

    /// <summary>Removes what is too much. Reads no more than what there is of the kind, which this keeps small.</summary>
    public async Task PruneAsync(string kind, CancellationToken cancellationToken)
    {
        var (seen, findings) = (0, 0);
        await foreach (var record in JobWalk.ReadAsync(jobs, new JobQuery { Kind = kind }, cancellationToken))
        {
            if (!record.Job.Status.IsFinal())
            {
                continue;
            }

            seen++;
            var stays = kind == UpkeepKinds.Health
                ? seen <= KeptChecks || (await HasFoundAsync(record.Job, cancellationToken) && ++findings <= KeptFindings)
                : seen <= KeptCleanups;
            if (!stays)
            {
                await purge.RemoveAsync(record.Job.JobId, job => job.Status.IsFinal(), AuditDraft.System, cancellationToken);
            }
        }
    }

    private async Task<bool> HasFoundAsync(Job check, CancellationToken cancellationToken) =>
        check.Status != JobStatus.Completed
        || await documents.GetResultAsync(check.JobId, cancellationToken) is not { } result
        || !(result.TryGetProperty(HealthKind.Healthy, out var healthy) && healthy.ValueKind == JsonValueKind.True);
}
