namespace Countersign.Kinds.CodeAnalysis.Rules;

/// <summary>From where on something is too much.</summary>
internal sealed record RuleLimits
{
    public int Cyclomatic { get; init; } = 15;

    public int Cognitive { get; init; } = 15;

    /// <summary>Lines of code of one method, comments and empty lines not counted.</summary>
    public int MethodLines { get; init; } = 60;

    public int Nesting { get; init; } = 4;

    /// <summary>Lines of one file.</summary>
    public int FileLines { get; init; } = 1000;

    /// <summary>Lines of code that are the same in two places.</summary>
    public int DuplicateLines { get; init; } = 12;
}
