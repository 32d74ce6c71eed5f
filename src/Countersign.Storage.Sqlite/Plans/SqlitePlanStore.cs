using Countersign.Contracts.Approvals;
using Countersign.Contracts.Plans;
using Countersign.Server.Ports;

namespace Countersign.Storage.Sqlite.Plans;

/// <summary>Plan versions and decisions in SQLite.</summary>
internal sealed class SqlitePlanStore(GuardedDatabase database) : IPlanStore
{
    public Task<Plan?> GetAsync(string jobId, int version, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(database.Read(session => PlanTable.Find(session, jobId, version)));
    }

    public Task<Decision?> GetDecisionAsync(string jobId, int version, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(database.Read(session => PlanTable.FindDecision(session, jobId, version)));
    }
}
