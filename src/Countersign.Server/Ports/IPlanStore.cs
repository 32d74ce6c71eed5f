using Countersign.Contracts.Approvals;
using Countersign.Contracts.Plans;

namespace Countersign.Server.Ports;

/// <summary>Plan versions and the decisions on them; written by <see cref="JobChange"/> only, never changed afterwards.</summary>
public interface IPlanStore
{
    /// <summary>Reads a plan version; null when there is none.</summary>
    Task<Plan?> GetAsync(string jobId, int version, CancellationToken cancellationToken);

    /// <summary>Reads the decision on a plan version; null when there is none.</summary>
    Task<Decision?> GetDecisionAsync(string jobId, int version, CancellationToken cancellationToken);
}
