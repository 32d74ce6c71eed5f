using Countersign.Contracts.Approvals;
using Countersign.Contracts.Plans;
using Countersign.Server.Ports;
using Countersign.Storage.Azure.Jobs;
using Countersign.Storage.Azure.Keys;

namespace Countersign.Storage.Azure;

/// <summary>Plan versions and decisions: rows that are inserted and never changed.</summary>
internal sealed class AzurePlanStore(JobTable jobs) : IPlanStore
{
    public async Task<Plan?> GetAsync(string jobId, int version, CancellationToken cancellationToken) =>
        await jobs.FindPartAsync(jobId, JobRows.Plan(version), cancellationToken) is { } json
            ? StoredJson.Read(json, StoredJson.Plan)
            : null;

    public async Task<Decision?> GetDecisionAsync(string jobId, int version, CancellationToken cancellationToken) =>
        await jobs.FindPartAsync(jobId, JobRows.Decision(version), cancellationToken) is { } json
            ? StoredJson.Read(json, StoredJson.Decision)
            : null;
}
