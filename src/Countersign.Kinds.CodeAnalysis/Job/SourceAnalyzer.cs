using System.Globalization;
using System.Text.Json;
using Countersign.Contracts.Plans;
using Countersign.Kinds.CodeAnalysis.Coverage;
using Countersign.Kinds.CodeAnalysis.Inventory;
using Countersign.Kinds.CodeAnalysis.Tools;
using Countersign.Kinds.Processes;
using Countersign.Kinds.Sources;

namespace Countersign.Kinds.CodeAnalysis.Job;

/// <summary>Takes stock of a source: languages and sizes, manifests, licence, coverage reports, and which tools could look at it.</summary>
internal static class SourceAnalyzer
{
    private const int MostManifests = 500;

    public static Analysis Run(SourceTree tree, CodeAnalysisInput input, ProcessRunner runner, IJobReporter reporter, CancellationToken cancellationToken)
    {
        var all = FileWalk.All(tree.Folder, cancellationToken);
        var files = all.Where(file => input.Selection.Takes(file.Path)).ToArray();
        var sizes = new Dictionary<string, LanguageSize>(StringComparer.Ordinal);
        var manifests = new List<Manifest>();
        string? licence = null;
        for (var i = 0; i < files.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (i % 500 == 0)
            {
                reporter.Progress((double)i / files.Length);
            }

            var isLicence = licence is null && Licence.IsFile(files[i].Path);
            if ((!isLicence && Languages.Of(files[i].Path) is null && Manifests.EcosystemOf(files[i].Name) is null) || TextFile.TryRead(files[i]) is not { } text)
            {
                continue;
            }

            Count(text, sizes);
            licence = isLicence ? Licence.Identify(text.Text) ?? "unknown" : licence;
            if (manifests.Count < MostManifests && Manifests.Read(text) is { } manifest)
            {
                manifests.Add(manifest);
            }
        }

        var fitting = ExternalTools.All.Where(tool => Fits(tool, files)).ToLookup(tool => runner.Find(tool.Name) is not null);
        var facts = new SourceFacts
        {
            Files = all.Count,
            SelectedFiles = files.Length,
            SelectedBytes = files.Sum(file => file.Size),
            Languages = [.. sizes.Values.OrderByDescending(size => size.Code).ThenBy(size => size.Language, StringComparer.Ordinal)],
            Licence = licence,
            Manifests = manifests,
            // Also what a build left: reports lie where builds put them.
            CoverageReports = [.. all.Where(file => CoverageFiles.MayBe(file.Name)).Take(100).Select(file => file.Path)],
            Tools = [.. fitting[true].Select(tool => tool.Name)],
            MissingTools = [.. fitting[false].Select(tool => tool.Name)],
            Isolation = fitting[true].Any() ? runner.Isolation.Describe(ToolRun.Request(fitting[true].First(), "/", "/")) : "",
            Notes = tree.Notes,
        };
        reporter.Progress(1);
        return new Analysis
        {
            Summary = Summary(facts),
            Facts = JsonSerializer.SerializeToElement(facts, CodeAnalysisJson.Default.SourceFacts),
            Content = tree.Content,
        };
    }

    public static bool Fits(ExternalTool tool, IReadOnlyList<WalkedFile> files) =>
        files.Any(file => tool.Extensions.Any(extension => file.Path.EndsWith(extension, StringComparison.OrdinalIgnoreCase)))
        && (tool.Needs is null || files.Any(file => file.Path == tool.Needs));

    private static void Count(TextFile text, Dictionary<string, LanguageSize> sizes)
    {
        if (text.Language is not { } language)
        {
            return;
        }

        var counts = LineCounter.Count(text.Lines, language);
        var size = sizes.GetValueOrDefault(language.Name) ?? new LanguageSize(language.Name, language.IsCode, 0, 0, 0, 0, 0);
        sizes[language.Name] = size with
        {
            Files = size.Files + 1,
            Bytes = size.Bytes + text.File.Size,
            Physical = size.Physical + counts.Physical,
            Code = size.Code + counts.Code,
            Comment = size.Comment + counts.Comment,
        };
    }

    private static string Summary(SourceFacts facts)
    {
        var code = facts.Languages.Where(language => language.IsCode).ToArray();
        var top = string.Join(", ", code.Take(3).Select(language => string.Create(CultureInfo.InvariantCulture, $"{language.Language} {language.Code:N0}")));
        return string.Create(CultureInfo.InvariantCulture, $"{facts.SelectedFiles:N0} of {facts.Files:N0} files; {code.Sum(language => language.Code):N0} lines of code")
            + (top.Length == 0 ? "." : $" ({top}).");
    }
}
