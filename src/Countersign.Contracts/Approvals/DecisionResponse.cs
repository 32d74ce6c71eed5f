using Countersign.Contracts.Jobs;

namespace Countersign.Contracts.Approvals;

/// <summary>The answer to a decision.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Status">The job's status after the decision.</param>
/// <param name="PlanVersion">The version decided on.</param>
/// <param name="PlanHash">The hash decided on.</param>
/// <param name="Votes">Votes in favour of those needed, such as <c>1/2</c>.</param>
/// <param name="Decision">Null while more votes are needed.</param>
public sealed record DecisionResponse(
    string JobId, JobStatus Status, int PlanVersion, string PlanHash, string Votes, Decision? Decision);
