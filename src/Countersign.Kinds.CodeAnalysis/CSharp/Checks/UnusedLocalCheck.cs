using Countersign.Kinds.CodeAnalysis.Findings;
using Countersign.Kinds.CodeAnalysis.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Countersign.Kinds.CodeAnalysis.CSharp.Checks;

/// <summary>Looks for variables that are given a value and never read.</summary>
internal static class UnusedLocalCheck
{
    public static void Check(CSharpFile file, FindingSink sink)
    {
        foreach (var declaration in file.All<LocalDeclarationStatementSyntax>())
        {
            if (!declaration.UsingKeyword.IsKind(SyntaxKind.None) || declaration.Declaration.Type is RefTypeSyntax || declaration.Parent is not { } scope)
            {
                continue;
            }

            // The top level of a program is a scope whose statements each have a node of their own.
            var names = (scope is GlobalStatementSyntax ? scope.Parent! : scope).DescendantNodes().OfType<IdentifierNameSyntax>();
            foreach (var variable in declaration.Declaration.Variables.Where(variable => !variable.Identifier.IsMissing && variable.Identifier.ValueText.Length > 0))
            {
                if (!names.Any(name => name.Identifier.ValueText == variable.Identifier.ValueText && !IsOnlyGiven(name)))
                {
                    sink.AddAt(CSharpRules.UnusedLocal, file, variable.Identifier, $"Nothing reads '{variable.Identifier.ValueText}'.");
                }
            }
        }
    }

    private static bool IsOnlyGiven(IdentifierNameSyntax name) =>
        name.Parent is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Parent: ExpressionStatementSyntax } given && given.Left == name;
}
