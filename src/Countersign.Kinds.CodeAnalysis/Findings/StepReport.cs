using Countersign.Kinds.CodeAnalysis.Coverage;
using Countersign.Kinds.CodeAnalysis.Rules;

namespace Countersign.Kinds.CodeAnalysis.Findings;

/// <summary>What one analyser found: the result of its step.</summary>
internal sealed record StepReport
{
    public required string Analyser { get; init; }

    /// <summary>How many files it looked at.</summary>
    public int Files { get; init; }

    /// <summary>The gravest first, then by place; at most <see cref="FindingSink.MostFindings"/>.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>All findings, listed or not.</summary>
    public IReadOnlyList<RuleCount> Counts { get; init; } = [];

    /// <summary>The rules that the findings name.</summary>
    public IReadOnlyList<Rule> Rules { get; init; } = [];

    /// <summary>What could not be looked at, in sentences.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Lines that repeat others, listed or not.</summary>
    public int DuplicatedLines { get; init; }

    public IReadOnlyList<CoverageReport> Coverage { get; init; } = [];
}
