using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Countersign.Azure.CompileCheck.Tests;

/// <summary>Finds the functions in the host's sources.</summary>
internal static class FunctionTriggers
{
    private const string Suffix = "TriggerAttribute";

    public static IReadOnlyList<FunctionTrigger> All { get; } = [.. Find(AzureCompilation.CompileFunctions())];

    public static IEnumerable<FunctionTrigger> Http => All.Where(function => function.Kind == "Http");

    private static IEnumerable<FunctionTrigger> Find(CSharpCompilation compilation) =>
        from type in TypesIn(compilation.Assembly.GlobalNamespace)
        from method in type.GetMembers().OfType<IMethodSymbol>()
        from function in method.GetAttributes()
        where function.AttributeClass?.Name == "FunctionAttribute"
        from trigger in method.Parameters.SelectMany(parameter => parameter.GetAttributes())
        where trigger.AttributeClass!.Name.EndsWith(Suffix, StringComparison.Ordinal)
        select Read((string)function.ConstructorArguments[0].Value!, trigger, method);

    private static FunctionTrigger Read(string name, AttributeData trigger, IMethodSymbol method)
    {
        var kind = trigger.AttributeClass!.Name[..^Suffix.Length];
        var http = kind == "Http" ? trigger : null;
        var methods = http is { ConstructorArguments.Length: > 1 } ? http.ConstructorArguments[1].Values.Select(value => (string)value.Value!) : [];
        return new FunctionTrigger(
            name,
            kind,
            string.Join(", ", methods).ToUpperInvariant(),
            (string?)http?.NamedArguments.FirstOrDefault(argument => argument.Key == "Route").Value.Value,
            (int?)http?.ConstructorArguments[0].Value,
            kind == "SignalR" ? string.Join('/', trigger.ConstructorArguments.Take(3).Select(argument => argument.Value)) : null,
            method);
    }

    private static IEnumerable<INamedTypeSymbol> TypesIn(INamespaceSymbol space) =>
        space.GetTypeMembers().Concat(space.GetNamespaceMembers().SelectMany(TypesIn));
}
