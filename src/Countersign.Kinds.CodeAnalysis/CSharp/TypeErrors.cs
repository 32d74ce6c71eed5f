using Countersign.Kinds.CodeAnalysis.Findings;
using Countersign.Kinds.CodeAnalysis.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Countersign.Kinds.CodeAnalysis.CSharp;

/// <summary>Reports what the compiler refuses, as far as it can be trusted without a restore and without source generators.</summary>
internal static class TypeErrors
{
    // A part that a source generator would write, and a program without a beginning.
    private static readonly HashSet<string> NeedGenerators = new(StringComparer.Ordinal) { "CS8795", "CS9248", "CS9252", "CS5001" };
    private static readonly HashSet<string> NeedSerializer = new(StringComparer.Ordinal) { "CS0534", "CS0117", "CS1061", "CS1729", "CS7036", "CS0120" };

    // Calls of methods that a generator would write are left out, and what they give back with them.
    private static readonly HashSet<string> OfUnwritten = new(StringComparer.Ordinal) { "CS0177", "CS0165" };
    private static readonly HashSet<string> NotFound = new(StringComparer.Ordinal) { "CS0246", "CS0234" };

    /// <summary>Errors of syntax, which need no reference.</summary>
    public static void CheckSyntax(CSharpFile file, FindingSink sink)
    {
        foreach (var error in file.Tree.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Take(20))
        {
            Add(CSharpRules.SyntaxError, error, sink);
        }
    }

    /// <summary>Errors of a project; a note instead where a namespace or an assembly is missing.</summary>
    /// <param name="project">The project.</param>
    /// <param name="compilation">Its compilation.</param>
    /// <param name="serializers">Names of the types, in whatever project, whose rest a source generator would write.</param>
    /// <param name="sink">Where findings go.</param>
    /// <param name="cancellationToken">Stops the check.</param>
    public static void Check(
        CSharpProject project, CSharpCompilation compilation, IReadOnlySet<string> serializers, FindingSink sink, CancellationToken cancellationToken)
    {
        var all = compilation.GetDiagnostics(cancellationToken).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToArray();
        var hasUnwritten = all.Any(diagnostic => diagnostic.Id == "CS8795");
        var errors = all.Where(diagnostic => !NeedGenerators.Contains(diagnostic.Id))
            .Where(diagnostic => diagnostic.Location.SourceTree is { } tree && !tree.FilePath.StartsWith("generated:", StringComparison.Ordinal))
            .ToArray();
        if (errors.FirstOrDefault(IsMissingReference) is { } missing)
        {
            sink.Note($"{NameOf(project)} is not type-checked: {missing.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}");
            return;
        }

        var syntax = compilation.SyntaxTrees.SelectMany(tree => tree.GetDiagnostics(cancellationToken)).Select(Key).ToHashSet();
        foreach (var error in errors.Where(error => !syntax.Contains(Key(error)) && !IsOfSerializer(error, serializers))
            .Where(error => !(hasUnwritten && OfUnwritten.Contains(error.Id))))
        {
            Add(CSharpRules.TypeError, error, sink);
        }
    }

    public static string NameOf(CSharpProject project) => project.Path.Length == 0 ? "What belongs to no project" : project.Path;

    // What a using names and is not there comes from a package; where files belong to no project, so may any type.
    private static bool IsMissingReference(Diagnostic error) =>
        (NotFound.Contains(error.Id) && (IsInUsing(error) || IsLooseName(error)))
        || error.Id is "CS0012" or "CS0400";

    private static bool IsInUsing(Diagnostic error) =>
        error.Location.SourceTree!.GetRoot().FindNode(error.Location.SourceSpan).AncestorsAndSelf().Any(node => node is UsingDirectiveSyntax);

    // An attribute that is unknown is never a slip of one place: it is what a framework brings.
    private static bool IsLooseName(Diagnostic error) =>
        error.Location.SourceTree!.GetRoot().FindNode(error.Location.SourceSpan).AncestorsAndSelf().Any(node => node is AttributeSyntax);

    /// <summary>The types of a compilation for which a source generator writes how they are serialized.</summary>
    public static IEnumerable<string> Serializers(CSharpCompilation compilation) =>
        compilation.SyntaxTrees.SelectMany(tree => tree.GetRoot().DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax))
            .OfType<ClassDeclarationSyntax>()
            .Where(type => type.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => attribute.Name.ToString().EndsWith("JsonSerializable", StringComparison.Ordinal)))
            .Select(type => type.Identifier.ValueText);

    private static bool IsOfSerializer(Diagnostic error, IReadOnlySet<string> serializers) =>
        NeedSerializer.Contains(error.Id)
        && (Enclosing<ClassDeclarationSyntax>(error) is { } type && serializers.Contains(type.Identifier.ValueText)
            || error.GetMessage(System.Globalization.CultureInfo.InvariantCulture).Split('\'') is [_, var first, ..] && serializers.Contains(first));

    private static T? Enclosing<T>(Diagnostic error)
        where T : SyntaxNode =>
        error.Location.SourceTree!.GetRoot().FindNode(error.Location.SourceSpan).FirstAncestorOrSelf<T>();

    private static (string?, int, string) Key(Diagnostic diagnostic) =>
        (diagnostic.Location.SourceTree?.FilePath, diagnostic.Location.SourceSpan.Start, diagnostic.Id);

    private static void Add(Rule rule, Diagnostic error, FindingSink sink)
    {
        var span = error.Location.GetLineSpan();
        sink.Add(
            rule, span.Path, span.StartLinePosition.Line + 1,
            $"{error.Id}: {error.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}", span.StartLinePosition.Character + 1, span.EndLinePosition.Line + 1);
    }
}
