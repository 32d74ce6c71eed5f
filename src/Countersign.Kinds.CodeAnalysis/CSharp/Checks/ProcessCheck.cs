using Countersign.Kinds.CodeAnalysis.Findings;
using Countersign.Kinds.CodeAnalysis.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Countersign.Kinds.CodeAnalysis.CSharp.Checks;

/// <summary>Looks for command lines that are put together with values in them.</summary>
internal static class ProcessCheck
{
    public static void Check(CSharpFile file, FindingSink sink)
    {
        foreach (var call in file.All<InvocationExpressionSyntax>())
        {
            if (call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Start", Expression: var owner } && IsNamed(owner, "Process"))
            {
                CheckArguments(file, call.ArgumentList, sink);
            }
        }

        foreach (var creation in file.All<ObjectCreationExpressionSyntax>().Where(creation => IsNamed(creation.Type, "ProcessStartInfo") && creation.ArgumentList is not null))
        {
            CheckArguments(file, creation.ArgumentList!, sink);
        }

        foreach (var given in file.All<AssignmentExpressionSyntax>())
        {
            if ((given.Left is IdentifierNameSyntax { Identifier.ValueText: "Arguments" } && IsInStartInfo(given))
                || (given.Left is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Arguments", Expression: var target }
                    && (file.TypeOf(target)?.Name == "ProcessStartInfo" || target.ToString().EndsWith("StartInfo", StringComparison.Ordinal))))
            {
                CheckText(file, given.Right, sink);
            }
        }
    }

    // The program may be a path that is put together; a list of arguments is no command line.
    private static void CheckArguments(CSharpFile file, ArgumentListSyntax arguments, FindingSink sink)
    {
        if (arguments.Arguments is [_, { Expression: var line }, ..])
        {
            CheckText(file, line, sink);
        }
    }

    private static void CheckText(CSharpFile file, ExpressionSyntax line, FindingSink sink)
    {
        if (BuiltText.FixedParts(file, BuiltText.Origin(line)) is not null)
        {
            sink.AddAt(CSharpRules.ProcessInjection, file, line, "A value becomes part of a command line.", isLessInTests: true);
        }
    }

    private static bool IsInStartInfo(AssignmentExpressionSyntax given) =>
        given.Parent?.Parent is ObjectCreationExpressionSyntax { Type: var type } && IsNamed(type, "ProcessStartInfo");

    private static bool IsNamed(SyntaxNode name, string expected) =>
        name is SimpleNameSyntax simple ? simple.Identifier.ValueText == expected : name.ToString().EndsWith("." + expected, StringComparison.Ordinal);
}
