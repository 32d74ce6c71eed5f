namespace Countersign.Kinds.CodeAnalysis.Rules;

/// <summary>How much a finding matters, from least to most.</summary>
internal enum Severity
{
    Info,
    Low,
    Medium,
    High,
    Critical,
}
