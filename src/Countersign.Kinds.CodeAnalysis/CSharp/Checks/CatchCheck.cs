using Countersign.Kinds.CodeAnalysis.Findings;
using Countersign.Kinds.CodeAnalysis.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Countersign.Kinds.CodeAnalysis.CSharp.Checks;

/// <summary>Looks for exceptions that are caught and forgotten without a word.</summary>
internal static class CatchCheck
{
    public static void Check(CSharpFile file, FindingSink sink)
    {
        foreach (var clause in file.All<CatchClauseSyntax>())
        {
            var caught = clause.Declaration?.Type.ToString() ?? "everything";
            // Being cancelled is no failure: nothing is lost with it.
            if (clause.Block.Statements.Count == 0 && !clause.Block.DescendantTrivia().Any(IsComment)
                && !caught.EndsWith("OperationCanceledException", StringComparison.Ordinal) && !caught.EndsWith("TaskCanceledException", StringComparison.Ordinal))
            {
                sink.AddAt(CSharpRules.EmptyCatch, file, clause.CatchKeyword, $"Catches {caught} and does nothing.");
            }
        }
    }

    private static bool IsComment(SyntaxTrivia trivia) =>
        trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia;
}
