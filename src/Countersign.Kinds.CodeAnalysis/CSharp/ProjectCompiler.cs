using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Countersign.Kinds.CodeAnalysis.CSharp;

/// <summary>Makes a compilation of each project, with the framework and the projects before it; nothing is emitted or run.</summary>
internal sealed class ProjectCompiler
{
    private readonly Dictionary<string, (CSharpCompilation Compilation, bool IsWhole, bool UsesAspNetCore)> _made = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The compilation, and why its errors say nothing; null when they do.</summary>
    public (CSharpCompilation Compilation, string? Unresolved) Make(CSharpProject project, IReadOnlyList<CSharpFile> files, bool isWhole)
    {
        var options = CSharpParser.Options(project.Symbols);
        var references = Closure(project);
        var usesAspNetCore = project.UsesAspNetCore || references.Any(reference => _made[reference].UsesAspNetCore);
        var hasMain = files.Any(file => file.Root.Members.Any(member => member.IsKind(SyntaxKind.GlobalStatement)));
        var compilation = CSharpCompilation.Create(
            project.AssemblyName,
            [.. files.Select(file => file.Tree), CSharpSyntaxTree.ParseText(Given(project), options, "generated://given.cs")],
            [
                .. FrameworkReferences.Core,
                .. usesAspNetCore ? FrameworkReferences.AspNetCore : [],
                .. references.Select(reference => _made[reference].Compilation.ToMetadataReference()),
            ],
            new CSharpCompilationOptions(
                hasMain ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
                allowUnsafe: true, concurrentBuild: false, nullableContextOptions: NullableContextOptions.Enable));
        var missing = project.References.FirstOrDefault(reference => !_made.ContainsKey(reference));
        var broken = references.FirstOrDefault(reference => !_made[reference].IsWhole);
        var why = FrameworkReferences.Core.Count == 0 ? "the framework's assemblies are not on this machine"
            : !isWhole ? "not all of its files could be read"
            : project.Unresolved
                ?? (missing is not null ? $"it refers to '{missing}', which is not in the source" : null)
                ?? (broken is not null ? $"it refers to '{broken}', which cannot be checked either" : null);
        if (project.Path.Length > 0)
        {
            _made[project.Path] = (compilation, why is null, usesAspNetCore);
        }

        return (compilation, why);
    }

    /// <summary>What a project refers to, and what that refers to, as projects of the SDK do.</summary>
    private List<string> Closure(CSharpProject project)
    {
        var found = new List<string>();
        var next = new Queue<string>(project.References);
        while (next.TryDequeue(out var reference))
        {
            if (_made.TryGetValue(reference, out var made) && !found.Contains(reference, StringComparer.OrdinalIgnoreCase))
            {
                found.Add(reference);
                foreach (var path in _made.Where(entry => made.Compilation.References.OfType<CompilationReference>().Any(other => other.Compilation == entry.Value.Compilation)).Select(entry => entry.Key))
                {
                    next.Enqueue(path);
                }
            }
        }

        return found;
    }

    // What the SDK writes for a project: its usings and friends.
    private static string Given(CSharpProject project) => string.Concat(
        project.GlobalUsings.Where(IsName).Select(name => $"global using global::{name};\n")
            .Concat(project.Friends.Where(IsName).Select(name => $"[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"{name}\")]\n")));

    private static bool IsName(string text) => text.Length > 0 && text.All(character => char.IsLetterOrDigit(character) || character is '.' or '_');
}
