using System.Globalization;
using System.Text.Json;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Plans;
using Countersign.Kinds.ProjectGenerate.Catalogue;
using Countersign.Kinds.ProjectGenerate.Rendering;

namespace Countersign.Kinds.ProjectGenerate.Job;

/// <summary>What a step writes, as its preview shows it and as the execution reads it back: there is no second list.</summary>
/// <param name="Template">The template's identifier.</param>
/// <param name="Parameters">All of them.</param>
/// <param name="Files">Of a writing step the files, of the archive step the archive.</param>
internal sealed record GenerationPreview(string Template, JsonElement Parameters, IReadOnlyList<PlannedFile> Files)
{
    private const string TemplateLine = "template: ";
    private const string ParametersLine = "parameters: ";
    private const string FileLine = "+ ";

    /// <summary>The lines that <see cref="Read"/> reads.</summary>
    public IEnumerable<string> Lines =>
    [
        TemplateLine + Template,
        ParametersLine + JsonSerializer.Serialize(Parameters, TemplateJson.Default.JsonElement),
        .. Files.Select(file => string.Create(CultureInfo.InvariantCulture, $"{FileLine}{file.Sha256} {file.Size} {file.Path}")),
    ];

    /// <summary>Whether two steps are of one project.</summary>
    public bool Agrees(GenerationPreview other) => Template == other.Template && JsonElement.DeepEquals(Parameters, other.Parameters);

    /// <summary>Reads a preview back.</summary>
    /// <exception cref="WorkFailedException"><c>plan_invalid</c>.</exception>
    public static GenerationPreview Read(PlanStep step)
    {
        try
        {
            var lines = step.Preview.Split('\n');
            return new GenerationPreview(
                lines.First(line => line.StartsWith(TemplateLine, StringComparison.Ordinal))[TemplateLine.Length..],
                JsonElement.Parse(lines.First(line => line.StartsWith(ParametersLine, StringComparison.Ordinal))[ParametersLine.Length..]),
                [.. lines.Where(line => line.StartsWith(FileLine, StringComparison.Ordinal)).Select(FileOf)]);
        }
        catch (Exception exception) when (exception is InvalidOperationException or JsonException or FormatException or IndexOutOfRangeException)
        {
            throw new WorkFailedException(ErrorCodes.PlanInvalid, $"The preview of step '{step.Id}' names no template, parameters and files.", inner: exception);
        }
    }

    /// <summary>Makes the project again and holds the files of a step to it.</summary>
    /// <exception cref="WorkFailedException"><c>plan_invalid</c>, when the template is gone.</exception>
    public RenderedProject Render() => TemplateCatalogue.Find(Template) is { } template
        ? ProjectRenderer.Render(template, Parameters)
        : throw new WorkFailedException(ErrorCodes.PlanInvalid, $"There is no template '{Template}'; allowed are {TemplateCatalogue.Ids}.");

    private static PlannedFile FileOf(string line)
    {
        var parts = line[FileLine.Length..].Split(' ', 3);
        return new PlannedFile(parts[2], long.Parse(parts[1], CultureInfo.InvariantCulture), parts[0]);
    }
}
