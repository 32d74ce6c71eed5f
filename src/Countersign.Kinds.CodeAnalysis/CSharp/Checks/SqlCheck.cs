using Countersign.Kinds.CodeAnalysis.Findings;
using Countersign.Kinds.CodeAnalysis.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Countersign.Kinds.CodeAnalysis.CSharp.Checks;

/// <summary>Looks for SQL commands that are put together with values in them.</summary>
internal static class SqlCheck
{
    // These make parameters of what stands in the holes.
    private static readonly string[] Parameterising = ["FromSql", "FromSqlInterpolated", "ExecuteSql", "ExecuteSqlAsync", "ExecuteSqlInterpolated", "ExecuteSqlInterpolatedAsync", "SqlQuery"];

    private static readonly System.Text.RegularExpressions.Regex Command = new(
        @"^\s*(?:SELECT\s[\s\S]+\sFROM\s|INSERT\s+INTO\s|UPDATE\s[\s\S]+\sSET\s|DELETE\s+FROM\s|MERGE\s+INTO\s|DROP\s+(?:TABLE|DATABASE)\s|ALTER\s+TABLE\s|TRUNCATE\s+TABLE\s|EXEC(?:UTE)?\s+\w)",
        System.Text.RegularExpressions.RegexOptions.IgnoreCase | System.Text.RegularExpressions.RegexOptions.CultureInvariant | System.Text.RegularExpressions.RegexOptions.NonBacktracking);

    public static void Check(CSharpFile file, FindingSink sink)
    {
        foreach (var expression in file.All<ExpressionSyntax>())
        {
            if (IsWhole(expression) && !IsParameterised(expression) && BuiltText.FixedParts(file, expression) is { } text && Command.IsMatch(text) && LooksMeant(text))
            {
                sink.AddAt(CSharpRules.SqlConcatenation, file, expression, "A value becomes part of a SQL command.", isLessInTests: true);
            }
        }
    }

    // The outermost of nested sums; a call of string.Format counts as one.
    private static bool IsWhole(ExpressionSyntax expression) => expression switch
    {
        InterpolatedStringExpressionSyntax or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } =>
            expression.Parent is not BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression },
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Format" } } => true,
        _ => false,
    };

    private static bool IsParameterised(ExpressionSyntax expression) =>
        expression is InterpolatedStringExpressionSyntax { Parent: ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } } }
        && (call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } ? name : call.Expression.ToString()) is var method
        && Parameterising.Contains(method);

    // Prose can begin with "Select ... from"; commands are written in capitals, or all in small letters with a star or a comparison.
    private static bool LooksMeant(string text) =>
        !text.TrimStart()[..3].Any(char.IsAsciiLetterLower) || (text.Contains('*', StringComparison.Ordinal) || text.Contains('=', StringComparison.Ordinal));
}
