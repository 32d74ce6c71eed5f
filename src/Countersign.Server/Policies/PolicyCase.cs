using Countersign.Contracts.Plans;

namespace Countersign.Server.Policies;

/// <summary>What rules look at.</summary>
/// <param name="Kind">The job's kind.</param>
/// <param name="Risk">The gravest risk of any step.</param>
/// <param name="Estimate">Of all steps together; null for unknown.</param>
/// <param name="ApprovedAt">When a person last approved a whole plan of the same content; null for never.</param>
internal sealed record PolicyCase(string Kind, Risk Risk, Estimate? Estimate, DateTimeOffset? ApprovedAt);
