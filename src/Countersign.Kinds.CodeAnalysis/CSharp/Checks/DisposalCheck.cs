using Countersign.Kinds.CodeAnalysis.Findings;
using Countersign.Kinds.CodeAnalysis.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Countersign.Kinds.CodeAnalysis.CSharp.Checks;

/// <summary>
/// Looks for disposable objects in variables that are only used in place: never disposed, and never given to anybody who could.
/// </summary>
internal static class DisposalCheck
{
    // Nothing is left open by these, whatever their interfaces say.
    private static readonly string[] Harmless = ["MemoryStream", "StringReader", "StringWriter", "Task", "DataTable", "DataSet", "CancellationTokenSource"];
    private static readonly string[] Openers = ["OpenRead", "OpenWrite", "Open", "OpenText", "Create", "CreateText", "AppendText"];

    public static void Check(CSharpFile file, FindingSink sink)
    {
        foreach (var declaration in file.All<LocalDeclarationStatementSyntax>().Where(local => local.UsingKeyword.IsKind(SyntaxKind.None)))
        {
            foreach (var variable in declaration.Declaration.Variables.Where(variable => variable.Initializer is not null))
            {
                if (TypeThatOpens(file, variable.Initializer!.Value) is { } type && !Escapes(declaration, variable.Identifier.ValueText))
                {
                    sink.AddAt(CSharpRules.Undisposed, file, variable.Identifier, $"'{variable.Identifier.ValueText}' is a {type.Name} that nothing disposes.");
                }
            }
        }
    }

    private static ITypeSymbol? TypeThatOpens(CSharpFile file, ExpressionSyntax value)
    {
        var isNew = value is BaseObjectCreationExpressionSyntax
            || (value is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "File" } } call }
                && Openers.Contains(call.Name.Identifier.ValueText));
        return isNew && file.TypeOf(value) is { } type && !Harmless.Contains(type.Name)
            && type.AllInterfaces.Any(one => one.Name is "IDisposable" or "IAsyncDisposable") ? type : null;
    }

    // Used otherwise than by calling it, it may belong to somebody else; and whoever disposes names it.
    private static bool Escapes(LocalDeclarationStatementSyntax declaration, string name)
    {
        var scope = declaration.Parent is GlobalStatementSyntax global ? global.Parent! : declaration.Parent!;
        foreach (var use in scope.DescendantNodes().OfType<IdentifierNameSyntax>().Where(use => use.Identifier.ValueText == name))
        {
            switch (use.Parent)
            {
                case MemberAccessExpressionSyntax access when access.Expression == use && access.Name.Identifier.ValueText is not ("Dispose" or "DisposeAsync" or "Close"):
                    continue;
                case ConditionalAccessExpressionSyntax conditional when conditional.Expression == use && !conditional.WhenNotNull.ToString().Contains("Dispose", StringComparison.Ordinal):
                    continue;
                case ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } } }:
                    continue;
                case MemberAccessExpressionSyntax { Name: var member } when member == use:
                    continue;
            }

            return true;
        }

        return false;
    }
}
