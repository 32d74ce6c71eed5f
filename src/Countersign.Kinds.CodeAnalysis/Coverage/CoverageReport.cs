using System.Text.Json.Serialization;

namespace Countersign.Kinds.CodeAnalysis.Coverage;

/// <summary>What a coverage report in the source says.</summary>
/// <param name="Path">The report.</param>
/// <param name="Format"><c>lcov</c>, <c>cobertura</c> or <c>jacoco</c>.</param>
/// <param name="Lines">Lines that could be run.</param>
/// <param name="LinesCovered">Lines that were.</param>
/// <param name="Branches">Branches, where the report counts them.</param>
/// <param name="BranchesCovered">Branches that were taken.</param>
internal sealed record CoverageReport(string Path, string Format, long Lines, long LinesCovered, long Branches, long BranchesCovered)
{
    /// <summary>Of all lines, from 0 to 1.</summary>
    [JsonIgnore]
    public double Rate => Lines == 0 ? 0 : (double)LinesCovered / Lines;
}
