using Countersign.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Countersign.Azure.CompileCheck.Tests;

/// <summary>
/// Compiles the projects that need packages which do not restore everywhere: their own sources and the real shared assemblies
/// against the declarations in <c>Surface</c>. A tripwire for renames, not a proof.
/// </summary>
internal static class AzureCompilation
{
    public const string Functions = "Countersign.Functions";
    public const string Generated = "Generated";
    public const string Storage = "Countersign.Storage.Azure";

    // Assemblies of several framework versions meet here, as in every host; documentation is asked for, not counted.
    private static readonly string[] Unimportant = ["CS1591", "CS1701", "CS1702", "CS8019"];

    // What ImplicitUsings gives a project of Microsoft.NET.Sdk.
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly CSharpParseOptions Parsing =
        new(LanguageVersion.Latest, DocumentationMode.Diagnose, preprocessorSymbols: ["NET", "NET10_0", "NET10_0_OR_GREATER"]);

    // The shared frameworks and the shared assemblies of ours: all that this process may load.
    private static readonly MetadataReference[] Platform = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator)
        .Where(path => Path.GetFileName(path) != typeof(AzureCompilation).Assembly.GetName().Name + ".dll")
        .Select(path => MetadataReference.CreateFromFile(path))];

    private static readonly Lazy<CSharpCompilation> Surface = new(() => CompileSurface(text => text));

    /// <summary>The storage project.</summary>
    public static CSharpCompilation CompileStorage() => Compile(Storage, Read(Repository.SourceFiles(Storage), change: null), Surface.Value);

    /// <summary>The host.</summary>
    /// <param name="change">Changes each source before it is compiled.</param>
    /// <param name="changeSurface">Changes each declaration before it is compiled.</param>
    public static CSharpCompilation CompileFunctions(Func<string, string>? change = null, Func<string, string>? changeSurface = null) =>
        Compile(
            Functions,
            Read(Repository.SourceFiles(Functions), change),
            changeSurface is null ? Surface.Value : CompileSurface(changeSurface),
            CompileStorage());

    /// <summary>A generated project.</summary>
    public static CSharpCompilation CompileGenerated(IEnumerable<(string Path, string Text)> sources) => Compile(Generated, sources, Surface.Value);

    /// <summary>What the Release build would stop at: errors, and warnings, which it treats as errors.</summary>
    public static IReadOnlyList<string> Problems(CSharpCompilation compilation) =>
        [.. compilation.GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && !Unimportant.Contains(diagnostic.Id))
            .Select(diagnostic => diagnostic.ToString())];

    private static CSharpCompilation CompileSurface(Func<string, string> change) =>
        Compile("Surface", Read(Repository.Files("tests/Countersign.Azure.CompileCheck.Tests/Surface", ".cs"), change));

    private static IEnumerable<(string Path, string Text)> Read(IEnumerable<string> files, Func<string, string>? change) =>
        files.Select(path => (path, change is null ? File.ReadAllText(path) : change(File.ReadAllText(path))));

    private static CSharpCompilation Compile(
        string name, IEnumerable<(string Path, string Text)> sources, params CSharpCompilation[] references)
    {
        var compilation = CSharpCompilation.Create(
            name,
            sources.Prepend(("ImplicitUsings.cs", ImplicitUsings)).Select(source => CSharpSyntaxTree.ParseText(source.Item2, Parsing, source.Item1)),
            [.. Platform, .. references.Select(reference => reference.ToMetadataReference())],
            new CSharpCompilationOptions(
                name is Functions or Generated ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable));
        SourceGenerators.Driver(Parsing).RunGeneratorsAndUpdateCompilation(compilation, out var generated, out _);
        return (CSharpCompilation)generated;
    }
}
