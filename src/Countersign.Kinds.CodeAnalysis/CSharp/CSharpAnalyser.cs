using Countersign.Kinds.CodeAnalysis.CSharp.Checks;
using Countersign.Kinds.CodeAnalysis.Findings;
using Countersign.Kinds.CodeAnalysis.Inventory;
using Countersign.Kinds.CodeAnalysis.Rules;
using Microsoft.CodeAnalysis.CSharp;

namespace Countersign.Kinds.CodeAnalysis.CSharp;

/// <summary>Syntax and meaning of C#, project by project, so that no more than one is looked at at a time.</summary>
internal static class CSharpAnalyser
{
    public const string Name = "csharp";

    private const int MostFilesOfProject = 20_000;
    private const long MostBytesOfProject = 64 * 1024 * 1024;

    /// <param name="files">The files that are looked at.</param>
    /// <param name="all">All files of the source, where project files are looked for.</param>
    /// <param name="rules">Which rules are wanted.</param>
    /// <param name="limits">From where on something is too much.</param>
    /// <param name="reporter">Told the progress.</param>
    /// <param name="cancellationToken">Observed between files.</param>
    public static Task<StepReport> RunAsync(
        IReadOnlyList<WalkedFile> files, IReadOnlyList<WalkedFile> all, RuleSelection rules, RuleLimits limits, IJobReporter reporter,
        CancellationToken cancellationToken) =>
        DeepThread.RunAsync(() => Run(files, all, rules, limits, reporter, cancellationToken));

    private static StepReport Run(
        IReadOnlyList<WalkedFile> files, IReadOnlyList<WalkedFile> all, RuleSelection rules, RuleLimits limits, IJobReporter reporter,
        CancellationToken cancellationToken)
    {
        var sink = new FindingSink(rules);
        var compiler = new ProjectCompiler();
        var serializers = new HashSet<string>(StringComparer.Ordinal);
        var projects = CSharpProjects.Find(files, all).Where(project => project.Files.Count > 0).ToArray();
        var total = Math.Max(1, projects.Sum(project => project.Files.Count));
        var done = 0;
        foreach (var project in projects)
        {
            var taken = Bounded(project, sink);
            var parsed = taken.Select(file => CSharpParser.TryParse(file, CSharpParser.Options(project.Symbols), sink, cancellationToken))
                .OfType<CSharpFile>().ToArray();
            CheckProject(project, parsed, parsed.Length == project.Files.Count, compiler, serializers, limits, sink, cancellationToken);
            done += project.Files.Count;
            reporter.Progress((double)done / total);
        }

        return sink.Report(Name, done);
    }

    private static void CheckProject(
        CSharpProject project, CSharpFile[] files, bool isWhole, ProjectCompiler compiler, HashSet<string> serializers, RuleLimits limits, FindingSink sink,
        CancellationToken cancellationToken)
    {
        var (compilation, unresolved) = compiler.Make(project, files, isWhole);
        serializers.UnionWith(TypeErrors.Serializers(compilation));
        var names = new MemberNames(files);
        foreach (var file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            TypeErrors.CheckSyntax(file, sink);
            if (!file.IsGenerated)
            {
                CheckFile(file, compilation, names, limits, sink);
            }

            file.Forget();
        }

        if (!sink.Wants(CSharpRules.TypeError))
        {
            return;
        }

        if (unresolved is null)
        {
            CheckTypes(project, compilation, serializers, sink, cancellationToken);
        }
        else
        {
            sink.Note($"{TypeErrors.NameOf(project)} is not type-checked: {unresolved}.");
        }
    }

    private static void CheckFile(CSharpFile file, CSharpCompilation compilation, MemberNames names, RuleLimits limits, FindingSink sink)
    {
        try
        {
            file.Model = compilation.GetSemanticModel(file.Tree);
            MemberSizeCheck.Check(file, limits, sink);
            UnusedMemberCheck.Check(file, names, sink);
            UnusedLocalCheck.Check(file, sink);
            DisposalCheck.Check(file, sink);
            AsyncCheck.Check(file, sink);
            CatchCheck.Check(file, sink);
            SqlCheck.Check(file, sink);
            ProcessCheck.Check(file, sink);
            RequestPathCheck.Check(file, sink);
            CryptographyCheck.Check(file, sink);
            DeserializationCheck.Check(file, sink);
            CertificateCheck.Check(file, sink);
        }
        catch (InsufficientExecutionStackException)
        {
            sink.Note($"{file.Path} is only looked at in part: it is nested too deeply.");
        }
    }

    private static void CheckTypes(
        CSharpProject project, CSharpCompilation compilation, HashSet<string> serializers, FindingSink sink, CancellationToken cancellationToken)
    {
        try
        {
            TypeErrors.Check(project, compilation, serializers, sink, cancellationToken);
        }
        catch (InsufficientExecutionStackException)
        {
            sink.Note($"{TypeErrors.NameOf(project)} is not type-checked: it is nested too deeply.");
        }
    }

    private static List<WalkedFile> Bounded(CSharpProject project, FindingSink sink)
    {
        var taken = new List<WalkedFile>();
        long bytes = 0;
        foreach (var file in project.Files)
        {
            if (taken.Count == MostFilesOfProject || bytes + file.Size > MostBytesOfProject)
            {
                sink.Note(
                    $"{TypeErrors.NameOf(project)} is only looked at in part: {taken.Count} of {project.Files.Count} files; "
                    + $"the most are {MostFilesOfProject} files and {MostBytesOfProject / (1024 * 1024)} MiB.");
                break;
            }

            taken.Add(file);
            bytes += file.Size;
        }

        return taken;
    }
}
