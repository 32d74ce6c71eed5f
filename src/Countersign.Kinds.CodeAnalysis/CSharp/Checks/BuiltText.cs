using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Countersign.Kinds.CodeAnalysis.CSharp.Checks;

/// <summary>Texts that are put together of fixed and changing parts.</summary>
internal static class BuiltText
{
    /// <summary>The fixed parts with a blank for each changing one; null where nothing changes, or nothing is fixed.</summary>
    public static string? FixedParts(CSharpFile file, ExpressionSyntax expression)
    {
        var text = new System.Text.StringBuilder();
        var (hasFixed, changes) = (false, false);
        foreach (var part in Parts(expression))
        {
            if (part is InterpolatedStringExpressionSyntax interpolated)
            {
                foreach (var content in interpolated.Contents)
                {
                    switch (content)
                    {
                        case InterpolatedStringTextSyntax plain:
                            text.Append(plain.TextToken.ValueText);
                            hasFixed = true;
                            break;
                        case InterpolationSyntax hole:
                            changes |= Changes(file, hole.Expression);
                            text.Append(' ');
                            break;
                    }
                }
            }
            else if (part is LiteralExpressionSyntax { Token.Value: string literal })
            {
                text.Append(literal);
                hasFixed = true;
            }
            else
            {
                changes |= Changes(file, part);
                text.Append(' ');
            }
        }

        return hasFixed && changes ? text.ToString() : null;
    }

    /// <summary>The expression that a plain variable was first given in the same member; other expressions as they are.</summary>
    public static ExpressionSyntax Origin(ExpressionSyntax expression)
    {
        if (expression is not IdentifierNameSyntax name || expression.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } member)
        {
            return expression;
        }

        var scope = member is GlobalStatementSyntax ? member.Parent! : member;
        return scope.DescendantNodes().OfType<VariableDeclaratorSyntax>()
            .FirstOrDefault(variable => variable.Identifier.ValueText == name.Identifier.ValueText)?.Initializer?.Value ?? expression;
    }

    // Left to right, without calling itself: sums of texts can be long.
    private static List<ExpressionSyntax> Parts(ExpressionSyntax expression)
    {
        var parts = new List<ExpressionSyntax>();
        var stack = new Stack<ExpressionSyntax>([expression]);
        while (stack.TryPop(out var next))
        {
            switch (next)
            {
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum:
                    stack.Push(sum.Right);
                    stack.Push(sum.Left);
                    break;
                case ParenthesizedExpressionSyntax inner:
                    stack.Push(inner.Expression);
                    break;
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Format", Expression: PredefinedTypeSyntax or IdentifierNameSyntax { Identifier.ValueText: "String" } } } format:
                    foreach (var argument in format.ArgumentList.Arguments.Reverse())
                    {
                        stack.Push(argument.Expression);
                    }

                    break;
                default:
                    parts.Add(next);
                    break;
            }
        }

        return parts;
    }

    // Numbers, truth values and enums cannot carry text of a stranger.
    private static bool Changes(CSharpFile file, ExpressionSyntax expression)
    {
        if (file.IsConstant(expression))
        {
            return false;
        }

        return file.TypeOf(expression) is not { } type
            || !(type.SpecialType is >= SpecialType.System_Boolean and <= SpecialType.System_Double and not SpecialType.System_Char || type.TypeKind == TypeKind.Enum || type.Name == "Guid");
    }
}
