using Countersign.Kinds.CodeAnalysis.Findings;
using Countersign.Kinds.CodeAnalysis.Inventory;
using Countersign.Kinds.CodeAnalysis.Scoring;

namespace Countersign.Kinds.CodeAnalysis.Job;

/// <summary>The job's result document.</summary>
internal sealed record AnalysisResult
{
    public required double Score { get; init; }

    public required IReadOnlyList<ScorePart> ScoreArithmetic { get; init; }

    public required int Files { get; init; }

    public required LineTotals Lines { get; init; }

    public required IReadOnlyList<LanguageSize> Languages { get; init; }

    public string? Licence { get; init; }

    public required IReadOnlyList<Manifest> Manifests { get; init; }

    public required IReadOnlyList<Finding> SecurityIssues { get; init; }

    public required IReadOnlyList<Finding> Smells { get; init; }

    public required IReadOnlyList<Finding> TypeErrors { get; init; }

    public required IReadOnlyList<Finding> Hygiene { get; init; }

    public required IReadOnlyList<RuleCount> Counts { get; init; }

    public required int DuplicatedLines { get; init; }

    public required CoverageResult Coverage { get; init; }

    public required IReadOnlyList<Recommendation> Recommendations { get; init; }

    public required IReadOnlyList<string> Analysers { get; init; }

    public required IReadOnlyList<string> Notes { get; init; }
}
