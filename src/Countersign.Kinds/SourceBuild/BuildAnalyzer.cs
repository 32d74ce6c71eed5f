using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Plans;
using Countersign.Kinds.Processes;
using Countersign.Kinds.SourceBuild.Projects;
using Countersign.Kinds.Sources;

namespace Countersign.Kinds.SourceBuild;

/// <summary>Finds the projects of a source and the programs that they need; runs nothing.</summary>
internal sealed class BuildAnalyzer(ISourceTrees trees, ProcessRunner processes)
{
    public async Task<Analysis> RunAsync(AnalysisContext context, CancellationToken cancellationToken)
    {
        var input = BuildInput.Parse(context.Input);
        using var tree = await trees.CopyAsync(context.JobId, input.Source, cancellationToken);
        context.Reporter.Progress(0.7);
        var projects = ProjectSearch.Find(tree.Folder, cancellationToken)
            .Select((project, index) => new BuildFacts(index + 1, project, [.. project.Programs.Where(program => processes.Find(program) is null)]))
            .ToArray();
        Require(projects);
        foreach (var project in projects)
        {
            context.Reporter.Log(Describe(project), project.Missing.Count > 0 ? JobLogLevel.Warning : JobLogLevel.Info);
        }

        var facts = new JsonObject
        {
            ["source_files"] = tree.Files,
            ["source_bytes"] = tree.Bytes,
            ["notes"] = new JsonArray([.. tree.Notes.Select(note => (JsonNode)note)]),
            ["projects"] = new JsonArray([.. projects.Select(project => (JsonNode)project.ToJson())]),
        };
        return new Analysis { Summary = Summarize(projects, tree), Facts = JsonSerializer.SerializeToElement(facts), Content = tree.Content };
    }

    private static void Require(BuildFacts[] projects)
    {
        if (projects.Length == 0)
        {
            throw new WorkFailedException(
                ErrorCodes.NothingToBuild, "The source holds no project that is known: .sln, .csproj, package.json, pyproject.toml, setup.py, requirements.txt, go.mod, Cargo.toml, pom.xml, build.gradle, CMakeLists.txt or Makefile.");
        }

        if (projects.Length > ProjectSearch.MostProjects)
        {
            throw new WorkFailedException(
                ErrorCodes.NothingToBuild,
                string.Create(CultureInfo.InvariantCulture, $"The source holds {projects.Length} projects; one job builds {ProjectSearch.MostProjects}. Name a folder further down."));
        }

        if (projects.All(project => project.Missing.Count > 0))
        {
            var missing = projects.SelectMany(project => project.Missing).Distinct().Order(StringComparer.Ordinal);
            throw new WorkFailedException(ErrorCodes.ProgramNotFound, $"This machine lacks the programs that every project of the source needs: {string.Join(", ", missing)}.");
        }
    }

    private static string Describe(BuildFacts project) => project.Missing.Count > 0
        ? $"{project.Project.Type} project {project.Project.Place} ({project.Project.File}) is left out: this machine lacks {string.Join(", ", project.Missing)}"
        : $"{project.Project.Type} project {project.Project.Place} ({project.Project.File})";

    private static string Summarize(BuildFacts[] projects, SourceTree tree)
    {
        var left = projects.Count(project => project.Missing.Count > 0);
        var leftOut = left == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" {left} of them cannot be built on this machine.");
        var types = string.Join(", ", projects.Select(project => project.Project.Type).Distinct().Order(StringComparer.Ordinal));
        return string.Create(CultureInfo.InvariantCulture, $"{projects.Length} projects ({types}) in {tree.Files} files, {tree.Bytes} bytes.{leftOut}");
    }
}
