using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Countersign.Kinds.CodeAnalysis.CSharp.Checks;

/// <summary>Something with a body: a method, a constructor, an accessor, an operator, a local function.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Place">Where it is named.</param>
/// <param name="Body">A block, or what stands behind an arrow.</param>
internal sealed record CodeMember(string Name, SyntaxToken Place, SyntaxNode Body)
{
    /// <summary>All members of a file; local functions by themselves.</summary>
    public static IEnumerable<CodeMember> AllOf(CSharpFile file)
    {
        foreach (var node in file.All<SyntaxNode>())
        {
            var member = node switch
            {
                MethodDeclarationSyntax method => Of(method.Identifier.ValueText, method.Identifier, method.Body, method.ExpressionBody),
                ConstructorDeclarationSyntax constructor => Of(constructor.Identifier.ValueText, constructor.Identifier, constructor.Body, constructor.ExpressionBody),
                DestructorDeclarationSyntax destructor => Of("~" + destructor.Identifier.ValueText, destructor.Identifier, destructor.Body, destructor.ExpressionBody),
                OperatorDeclarationSyntax op => Of("operator " + op.OperatorToken.ValueText, op.OperatorToken, op.Body, op.ExpressionBody),
                ConversionOperatorDeclarationSyntax conversion => Of("conversion", conversion.OperatorKeyword, conversion.Body, conversion.ExpressionBody),
                AccessorDeclarationSyntax accessor => Of(NameOf(accessor), accessor.Keyword, accessor.Body, accessor.ExpressionBody),
                PropertyDeclarationSyntax { ExpressionBody: { } arrow } property => new CodeMember(property.Identifier.ValueText, property.Identifier, arrow.Expression),
                LocalFunctionStatementSyntax local => Of(local.Identifier.ValueText, local.Identifier, local.Body, local.ExpressionBody),
                _ => null,
            };
            if (member is not null)
            {
                yield return member;
            }
        }
    }

    /// <summary>The member's own nodes with a depth that grows as <paramref name="deeper"/> says; local functions are left out.</summary>
    public IEnumerable<(SyntaxNode Node, int Depth)> Nodes(Func<SyntaxNode, bool> deeper)
    {
        var stack = new Stack<(SyntaxNode Node, int Depth)>([(Body, 0)]);
        while (stack.TryPop(out var next))
        {
            yield return next;
            var depth = next.Depth + (deeper(next.Node) ? 1 : 0);
            foreach (var child in next.Node.ChildNodes())
            {
                if (child is not LocalFunctionStatementSyntax)
                {
                    stack.Push((child, child is ElseClauseSyntax ? next.Depth : depth));
                }
            }
        }
    }

    private static CodeMember? Of(string name, SyntaxToken place, BlockSyntax? block, ArrowExpressionClauseSyntax? arrow) =>
        (SyntaxNode?)block is { } body || (body = arrow?.Expression) is not null ? new CodeMember(name, place, body) : null;

    private static string NameOf(AccessorDeclarationSyntax accessor) =>
        (accessor.Parent?.Parent as PropertyDeclarationSyntax)?.Identifier.ValueText is { } property ? $"{property}.{accessor.Keyword.ValueText}" : accessor.Keyword.ValueText;
}
