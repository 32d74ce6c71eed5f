using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Plans;
using Countersign.Kinds.Processes;
using Countersign.Kinds.ProjectGenerate.Rendering;

namespace Countersign.Kinds.ProjectGenerate.Job;

/// <summary>Finds out what the input comes to and which toolchains are on the machine; runs nothing and writes nothing.</summary>
internal sealed class GenerationAnalyzer(ProcessRunner processes)
{
    public Analysis Run(AnalysisContext context)
    {
        var errors = new FieldErrors();
        var choice = GenerationChoice.Make(GenerationInput.Parse(context.Input), errors)
            ?? throw new WorkFailedException(
                ErrorCodes.InvalidRequest, $"The input is not what this version's templates take: {string.Join(" ", errors.ToDictionary().Select(problem => $"{problem.Key} {problem.Value[0]}"))}");
        foreach (var reason in choice.Reasons)
        {
            context.Reporter.Log(reason);
        }

        var project = ProjectRenderer.Render(choice.Template, choice.Parameters);
        var facts = new JsonObject
        {
            ["template"] = project.Template,
            ["parameters"] = JsonNode.Parse(project.Parameters.GetRawText()),
            ["reasons"] = Texts(choice.Reasons),
            ["files"] = project.Files.Count,
            ["bytes"] = project.Files.Sum(file => (long)file.Content.Length),
            ["parts"] = new JsonArray([.. project.Parts.Select(part => (JsonNode)new JsonObject
            {
                ["part"] = part.Name,
                ["template"] = part.Template,
                ["files"] = part.Files.Count,
                ["bytes"] = part.Bytes,
                ["programs"] = Texts(part.Check?.Needs ?? []),
                ["missing_programs"] = Texts(Missing(part, processes)),
            })]),
        };
        context.Reporter.Progress(1);
        return new Analysis { Summary = Summarize(choice, project), Facts = JsonSerializer.SerializeToElement(facts) };
    }

    /// <summary>The programs of a part's build check that the machine does not have.</summary>
    public static IReadOnlyList<string> Missing(RenderedPart part, ProcessRunner processes) =>
        [.. (part.Check?.Needs ?? []).Where(program => processes.Find(program) is null)];

    private string Summarize(GenerationChoice choice, RenderedProject project)
    {
        var missing = project.Parts.SelectMany(part => Missing(part, processes)).Distinct().ToArray();
        var check = missing.Length == 0 ? "" : $" This machine lacks {string.Join(", ", missing)}, so that not all of it can be built here.";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{choice.Template.Name}: {project.Files.Count} files, {project.Files.Sum(file => (long)file.Content.Length)} bytes.{check}");
    }

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);
}
