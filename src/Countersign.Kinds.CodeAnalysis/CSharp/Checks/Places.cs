using Countersign.Kinds.CodeAnalysis.Findings;
using Countersign.Kinds.CodeAnalysis.Rules;
using Microsoft.CodeAnalysis;

namespace Countersign.Kinds.CodeAnalysis.CSharp.Checks;

/// <summary>Reports findings at places of the syntax.</summary>
internal static class Places
{
    public static void AddAt(this FindingSink sink, Rule rule, CSharpFile file, SyntaxNodeOrToken place, string message, bool isLessInTests = false)
    {
        var span = place.GetLocation()!.GetLineSpan();
        sink.Add(
            rule, file.Path, span.StartLinePosition.Line + 1, message, span.StartLinePosition.Character + 1, span.EndLinePosition.Line + 1,
            isLessInTests && file.IsTestOrSample ? Severity.Low : rule.Severity);
    }
}
