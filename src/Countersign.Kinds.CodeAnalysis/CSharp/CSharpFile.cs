using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Countersign.Kinds.CodeAnalysis.CSharp;

/// <summary>A parsed C# file.</summary>
internal sealed class CSharpFile
{
    private SyntaxNode[]? _nodes;

    public required string Path { get; init; }

    public required SyntaxTree Tree { get; init; }

    public required bool IsGenerated { get; init; }

    /// <summary>Whether its name says that it is for tests or samples.</summary>
    public required bool IsTestOrSample { get; init; }

    /// <summary>What names mean; types of packages that are not there stay unknown.</summary>
    public SemanticModel? Model { get; set; }

    public CompilationUnitSyntax Root => (CompilationUnitSyntax)Tree.GetRoot();

    /// <summary>All nodes of a type, in the order of the text.</summary>
    public IEnumerable<T> All<T>()
        where T : SyntaxNode
    {
        _nodes ??= [.. Root.DescendantNodes()];
        foreach (var node in _nodes)
        {
            if (node is T found)
            {
                yield return found;
            }
        }
    }

    /// <summary>The type of an expression; null where it is not known.</summary>
    public ITypeSymbol? TypeOf(ExpressionSyntax expression) =>
        Model?.GetTypeInfo(expression).Type is { TypeKind: not TypeKind.Error } type ? type : null;

    /// <summary>Whether an expression has the same value in every run.</summary>
    public bool IsConstant(ExpressionSyntax expression) =>
        expression is LiteralExpressionSyntax
        || expression is InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } }
        || Model?.GetConstantValue(expression).HasValue == true;

    /// <summary>Lets go of what was made for the rules.</summary>
    public void Forget() => (_nodes, Model) = (null, null);
}
