using Countersign.Kinds.CodeAnalysis.Coverage;

namespace Countersign.Kinds.CodeAnalysis.Job;

/// <summary>What the coverage reports in the source say.</summary>
/// <param name="LineRate">Covered of all lines, of all reports together; null without a report.</param>
/// <param name="Reports">Each.</param>
internal sealed record CoverageResult(double? LineRate, IReadOnlyList<CoverageReport> Reports);
