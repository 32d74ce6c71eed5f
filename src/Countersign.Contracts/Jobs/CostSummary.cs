using Countersign.Contracts.Plans;

namespace Countersign.Contracts.Jobs;

/// <summary>What the plan expects to use and what execution used.</summary>
public sealed record CostSummary(Estimate? Estimate = null, Estimate? Actual = null);
