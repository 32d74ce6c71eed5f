using Countersign.Kinds.CodeAnalysis.Findings;
using Countersign.Kinds.CodeAnalysis.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Countersign.Kinds.CodeAnalysis.CSharp.Checks;

/// <summary>Looks for threads that wait for tasks, and for async methods that nobody can wait for.</summary>
internal static class AsyncCheck
{
    private static readonly string[] Tasks = ["Task", "ValueTask"];
    private static readonly string[] Done = ["IsCompleted", "IsCompletedSuccessfully"];

    public static void Check(CSharpFile file, FindingSink sink)
    {
        foreach (var access in file.All<MemberAccessExpressionSyntax>())
        {
            if (WaitsWith(file, access) is { } how && !IsDoneBefore(access))
            {
                sink.AddAt(CSharpRules.SyncOverAsync, file, access.Name, $"{how} holds the thread until the task is done.");
            }
        }

        foreach (var method in file.All<MethodDeclarationSyntax>().Where(IsAsyncVoid))
        {
            sink.AddAt(CSharpRules.AsyncVoid, file, method.Identifier, $"'{method.Identifier.ValueText}' is async and returns void.");
        }
    }

    private static string? WaitsWith(CSharpFile file, MemberAccessExpressionSyntax access) => access.Name.Identifier.ValueText switch
    {
        "Result" when access.Parent is not InvocationExpressionSyntax && IsTask(file, access.Expression) => ".Result",
        "Wait" when access.Parent is InvocationExpressionSyntax && IsTask(file, access.Expression) => ".Wait()",
        "GetResult" when access is { Parent: InvocationExpressionSyntax, Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetAwaiter" } } }
            => ".GetAwaiter().GetResult()",
        _ => null,
    };

    private static bool IsTask(CSharpFile file, ExpressionSyntax expression) =>
        file.TypeOf(expression) is { ContainingNamespace: { Name: "Tasks" } space } type && Tasks.Contains(type.Name) && space.ToString() == "System.Threading.Tasks";

    // A task that was awaited, or was asked whether it is done, gives its result at once.
    private static bool IsDoneBefore(MemberAccessExpressionSyntax access)
    {
        var task = access.Expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax awaiter } ? awaiter.Expression : access.Expression;
        if (!IsPlace(task) || access.FirstAncestorOrSelf<BaseMethodDeclarationSyntax>() is not { } method)
        {
            return false;
        }

        return method.DescendantNodes().Where(node => node.SpanStart < access.SpanStart).Any(node => node switch
        {
            AwaitExpressionSyntax awaited => awaited.DescendantNodes().OfType<ExpressionSyntax>().Any(IsTheTask),
            MemberAccessExpressionSyntax asked => Done.Contains(asked.Name.Identifier.ValueText) && IsTheTask(asked.Expression),
            SubpatternSyntax { NameColon.Name.Identifier.ValueText: var name } part => Done.Contains(name) && Matched(part) is { } matched && IsTheTask(matched),
            _ => false,
        });

        bool IsTheTask(ExpressionSyntax other) => SyntaxFactory.AreEquivalent(other, task);
    }

    // What gives the same task each time it is written: a name, or a member of one.
    private static bool IsPlace(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax or ThisExpressionSyntax => true,
        MemberAccessExpressionSyntax member => IsPlace(member.Expression),
        _ => false,
    };

    private static ExpressionSyntax? Matched(SubpatternSyntax part) => part.FirstAncestorOrSelf<SyntaxNode>(
        node => node is SwitchExpressionSyntax or IsPatternExpressionSyntax) switch
    {
        SwitchExpressionSyntax choice => choice.GoverningExpression,
        IsPatternExpressionSyntax test => test.Expression,
        _ => null,
    };

    private static bool IsAsyncVoid(MethodDeclarationSyntax method) =>
        method.Modifiers.Any(SyntaxKind.AsyncKeyword)
        && method.ReturnType is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword }
        && !method.Modifiers.Any(SyntaxKind.OverrideKeyword)
        && !(method.ParameterList.Parameters is [_, { Type: { } second }] && second.ToString().EndsWith("EventArgs", StringComparison.Ordinal));
}
