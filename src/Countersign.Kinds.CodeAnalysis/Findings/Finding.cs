using System.Text.Json.Serialization;
using Countersign.Kinds.CodeAnalysis.Rules;

namespace Countersign.Kinds.CodeAnalysis.Findings;

/// <summary>Something that a rule found at a place.</summary>
/// <param name="Rule">The rule's id.</param>
/// <param name="Severity">How much it matters here.</param>
/// <param name="Path">Relative to the source's root, with slashes; empty for the source as a whole.</param>
/// <param name="Line">From 1; 0 for the file as a whole.</param>
/// <param name="Column">From 1, in UTF-16 code units; 0 where unknown.</param>
/// <param name="EndLine">The last line of the place.</param>
/// <param name="Message">What is there, and never a secret itself.</param>
internal sealed record Finding(
    string Rule,
    Severity Severity,
    string Path,
    int Line,
    int Column,
    int EndLine,
    string Message)
{
    /// <summary>How many lines it is about, where that is what it is about.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Lines { get; init; }

    /// <summary>The other place, for what stands in two.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FindingPlace? Other { get; init; }
}
