using Countersign.Kinds.CodeAnalysis.Rules;

namespace Countersign.Kinds.CodeAnalysis.Findings;

/// <summary>How many findings of one severity a rule has, those included that are not listed.</summary>
internal sealed record RuleCount(string Rule, Severity Severity, int Count);
