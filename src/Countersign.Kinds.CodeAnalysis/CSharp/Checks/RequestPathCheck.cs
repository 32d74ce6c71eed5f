using Countersign.Kinds.CodeAnalysis.Findings;
using Countersign.Kinds.CodeAnalysis.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Countersign.Kinds.CodeAnalysis.CSharp.Checks;

/// <summary>
/// Looks for paths that come from a request: follows its values through the variables of one method to where files are opened.
/// </summary>
internal static class RequestPathCheck
{
    private static readonly string[] Containers = ["Query", "Form", "Headers", "RouteValues", "Cookies"];
    private static readonly string[] Cleaners = ["GetFileName", "GetFileNameWithoutExtension", "Parse", "TryParse", "GetHashCode", "Length", "ToInt32"];
    private static readonly string[] Owners = ["File", "Directory"];
    private static readonly string[] Types = ["FileStream", "StreamReader", "StreamWriter", "FileInfo", "DirectoryInfo"];
    private static readonly string[] Answers = ["PhysicalFile"];

    public static void Check(CSharpFile file, FindingSink sink)
    {
        foreach (var method in file.All<BaseMethodDeclarationSyntax>().Where(method => method.Body is not null || method.ExpressionBody is not null))
        {
            var tainted = Parameters(method);
            if (tainted.Count == 0 && !method.DescendantNodes().OfType<ExpressionSyntax>().Any(IsSource))
            {
                continue;
            }

            Spread(method, tainted);
            foreach (var argument in Sinks(method).Where(argument => IsTainted(argument, tainted)))
            {
                sink.AddAt(CSharpRules.PathInjection, file, argument, "A value of a request decides which file is used.", isLessInTests: true);
            }
        }
    }

    // What the framework fills from the request: texts and uploads of an action.
    private static HashSet<string> Parameters(BaseMethodDeclarationSyntax method)
    {
        var isAction = method.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => attribute.Name.ToString().StartsWith("Http", StringComparison.Ordinal) || attribute.Name.ToString() == "Route");
        return method.ParameterList.Parameters
            .Where(parameter => parameter.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => attribute.Name.ToString() is "FromQuery" or "FromRoute" or "FromForm" or "FromHeader")
                || (isAction && parameter.Type?.ToString() is ("string" or "string?" or "String"))
                || parameter.Type?.ToString() is "IFormFile")
            .Select(parameter => parameter.Identifier.ValueText)
            .ToHashSet(StringComparer.Ordinal);
    }

    private static void Spread(BaseMethodDeclarationSyntax method, HashSet<string> tainted)
    {
        for (var grew = true; grew;)
        {
            grew = false;
            foreach (var variable in method.DescendantNodes().OfType<VariableDeclaratorSyntax>().Where(variable => variable.Initializer is not null))
            {
                grew |= IsTainted(variable.Initializer!.Value, tainted) && tainted.Add(variable.Identifier.ValueText);
            }

            foreach (var given in method.DescendantNodes().OfType<AssignmentExpressionSyntax>().Where(given => given.Left is IdentifierNameSyntax))
            {
                grew |= IsTainted(given.Right, tainted) && tainted.Add(((IdentifierNameSyntax)given.Left).Identifier.ValueText);
            }
        }
    }

    private static IEnumerable<ExpressionSyntax> Sinks(BaseMethodDeclarationSyntax method)
    {
        foreach (var node in method.DescendantNodes())
        {
            var arguments = node switch
            {
                InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var owner } } } call
                    when Owners.Contains(owner) => call.ArgumentList,
                InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var name } } call when Answers.Contains(name) => call.ArgumentList,
                ObjectCreationExpressionSyntax { Type: IdentifierNameSyntax { Identifier.ValueText: var type } } creation when Types.Contains(type) => creation.ArgumentList,
                _ => null,
            };
            if (arguments is { Arguments: [{ Expression: var first }, ..] })
            {
                yield return first;
            }
        }
    }

    private static bool IsTainted(ExpressionSyntax expression, HashSet<string> tainted)
    {
        var stack = new Stack<SyntaxNode>([expression]);
        while (stack.TryPop(out var node))
        {
            if (node is InvocationExpressionSyntax call && Cleaners.Contains(LastName(call.Expression)))
            {
                continue;
            }

            if (node is ExpressionSyntax part && (IsSource(part) || (part is IdentifierNameSyntax name && tainted.Contains(name.Identifier.ValueText) && !IsMember(name))))
            {
                return true;
            }

            foreach (var child in node.ChildNodes())
            {
                stack.Push(child);
            }
        }

        return false;
    }

    private static bool IsSource(ExpressionSyntax expression) =>
        expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name, Expression: var owner }
        && Containers.Contains(name)
        && LastName(owner) is ("Request" or "req" or "request");

    private static bool IsMember(IdentifierNameSyntax name) => name.Parent is MemberAccessExpressionSyntax access && access.Name == name;

    private static string LastName(ExpressionSyntax expression) => expression switch
    {
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        _ => "",
    };
}
