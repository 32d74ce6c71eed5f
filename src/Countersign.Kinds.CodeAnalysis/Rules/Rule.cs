using System.Text.Json.Serialization;

namespace Countersign.Kinds.CodeAnalysis.Rules;

/// <summary>Something that is looked for.</summary>
/// <param name="Id">Stable; begins with the analyser's name.</param>
/// <param name="Title">What is found, in a few words.</param>
/// <param name="Severity">Of its findings, unless one says otherwise.</param>
/// <param name="Category">What it is about.</param>
/// <param name="Help">Why it matters, and what to do instead.</param>
/// <param name="Cwe">The number of the weakness in the CWE list; null where none fits.</param>
internal sealed record Rule(
    string Id,
    string Title,
    Severity Severity,
    RuleCategory Category,
    string Help,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Cwe = null);
