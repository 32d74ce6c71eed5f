using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Countersign.Azure.CompileCheck.Tests;

/// <summary>The framework's source generators: log methods and the like exist only after they have run.</summary>
internal static class SourceGenerators
{
    private static readonly ISourceGenerator[] All = [.. typeof(SourceGenerators).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Where(entry => entry.Key == "Generator")
        .SelectMany(entry => LoadableTypes(Assembly.LoadFrom(entry.Value!)))
        .Where(type => type is { IsAbstract: false } && type.GetCustomAttribute<GeneratorAttribute>() is not null)
        .Select(type => Activator.CreateInstance(type, nonPublic: true)!)
        .Select(generator => generator is IIncrementalGenerator incremental ? incremental.AsSourceGenerator() : (ISourceGenerator)generator)];

    public static GeneratorDriver Driver(CSharpParseOptions parsing) => CSharpGeneratorDriver.Create(All, parseOptions: parsing);

    // The assemblies hold code fixes too, which need an editor's assemblies that are not here.
    private static IEnumerable<Type> LoadableTypes(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException exception)
        {
            return exception.Types.OfType<Type>();
        }
    }
}
