using Countersign.Contracts.Plans;

namespace Countersign.Contracts.Hashing;

/// <summary>What <see cref="PlanHash"/> covers.</summary>
public sealed record HashedPlan(string JobId, string Kind, int Version, string InputDigest, IReadOnlyList<PlanStep> Steps);
