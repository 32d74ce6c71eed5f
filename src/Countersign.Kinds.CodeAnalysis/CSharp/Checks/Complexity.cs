using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Countersign.Kinds.CodeAnalysis.CSharp.Checks;

/// <summary>Counts how complicated a member is.</summary>
internal static class Complexity
{
    /// <summary>McCabe's number: 1, and one for each branch.</summary>
    public static int Cyclomatic(CodeMember member) => 1 + member.Nodes(_ => false).Count(entry => entry.Node switch
    {
        IfStatementSyntax or WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax => true,
        CaseSwitchLabelSyntax or CasePatternSwitchLabelSyntax or CatchClauseSyntax or ConditionalExpressionSyntax => true,
        SwitchExpressionArmSyntax arm => arm.Pattern is not DiscardPatternSyntax,
        BinaryExpressionSyntax binary => binary.Kind() is SyntaxKind.LogicalAndExpression or SyntaxKind.LogicalOrExpression or SyntaxKind.CoalesceExpression,
        _ => false,
    });

    /// <summary>
    /// Cognitive complexity (G. Ann Campbell, "Cognitive Complexity", SonarSource): a branch or loop counts 1 and its nesting, an
    /// else 1, a change between logical operators 1, a jump to a label 1.
    /// </summary>
    public static int Cognitive(CodeMember member)
    {
        var sum = 0;
        foreach (var (node, depth) in member.Nodes(Nests))
        {
            sum += node switch
            {
                IfStatementSyntax { Parent: ElseClauseSyntax } => 1,
                IfStatementSyntax branch => 1 + depth,
                ElseClauseSyntax { Statement: not IfStatementSyntax } => 1,
                ConditionalExpressionSyntax or SwitchStatementSyntax or SwitchExpressionSyntax or CatchClauseSyntax => 1 + depth,
                WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax => 1 + depth,
                GotoStatementSyntax => 1,
                BinaryExpressionSyntax binary when IsLogical(binary) && !(binary.Parent is BinaryExpressionSyntax parent && parent.Kind() == binary.Kind()) => 1,
                _ => 0,
            };
        }

        return sum;
    }

    /// <summary>How deep statements stand in others.</summary>
    public static (int Depth, SyntaxNode Deepest) Nesting(CodeMember member)
    {
        var (deepest, place) = (0, member.Body);
        foreach (var (node, depth) in member.Nodes(IsControl))
        {
            if (IsControl(node) && depth + 1 > deepest)
            {
                (deepest, place) = (depth + 1, node);
            }
        }

        return (deepest, place);
    }

    private static bool Nests(SyntaxNode node) =>
        node is IfStatementSyntax { Parent: not ElseClauseSyntax } or SwitchStatementSyntax or SwitchExpressionSyntax or CatchClauseSyntax or WhileStatementSyntax
            or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax or ConditionalExpressionSyntax or AnonymousFunctionExpressionSyntax;

    private static bool IsControl(SyntaxNode node) =>
        node is IfStatementSyntax { Parent: not ElseClauseSyntax } or SwitchStatementSyntax or TryStatementSyntax or WhileStatementSyntax or DoStatementSyntax
            or ForStatementSyntax or CommonForEachStatementSyntax or LockStatementSyntax or UsingStatementSyntax;

    private static bool IsLogical(BinaryExpressionSyntax binary) =>
        binary.Kind() is SyntaxKind.LogicalAndExpression or SyntaxKind.LogicalOrExpression;
}
