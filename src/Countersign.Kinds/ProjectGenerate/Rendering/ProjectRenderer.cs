using System.Text;
using System.Text.Json;
using Countersign.Contracts.Hashing;
using Countersign.Kinds.ProjectGenerate.Catalogue;
using Countersign.Kinds.Sources;

namespace Countersign.Kinds.ProjectGenerate.Rendering;

/// <summary>Makes the files of a project. Pure: the same template and parameters give the same bytes.</summary>
internal static class ProjectRenderer
{
    /// <param name="template">What to make.</param>
    /// <param name="parameters">As the template's schema wants them, defaults filled in.</param>
    public static RenderedProject Render(ProjectTemplate template, JsonElement parameters)
    {
        var given = parameters.EnumerateObject().ToDictionary(parameter => parameter.Name, parameter => parameter.Value, StringComparer.Ordinal);
        RenderedPart[] parts =
        [
            .. template.Includes.Select(include => Part(TemplateCatalogue.Find(include.Template)!, ValuesOf(include, given), include.Into)),
            Part(template, given, ""),
        ];
        var slug = ProjectNames.Slug(given[TemplateValues.ProjectName].GetString()!);
        return new RenderedProject(template.Id, parameters, slug, parts).Checked();
    }

    private static RenderedPart Part(ProjectTemplate template, IReadOnlyDictionary<string, JsonElement> parameters, string folder)
    {
        var values = TemplateValues.Create(template, parameters);
        var left = template.OnlyIf.Where(condition => !TemplateValues.IsTrue(values, condition.Value)).Select(condition => condition.Key).ToArray();
        var files = TemplateResources.Files(template.Id)
            .Where(file => !left.Any(path => file.Path == path || (path.EndsWith('/') && file.Path.StartsWith(path, StringComparison.Ordinal))))
            .Select(file => Create(Path(folder, TemplateEngine.FillPath(file.Path, values)), TemplateEngine.Fill(file.Text, values)))
            .OrderBy(file => file.Path, StringComparer.Ordinal);
        var check = template.Check is { } some
            ? some with { Commands = [.. some.Commands.Where(command => command.OnlyIf is not { } name || TemplateValues.IsTrue(values, name))] }
            : null;
        return new RenderedPart(folder, template.Id, [.. files], check);
    }

    private static Dictionary<string, JsonElement> ValuesOf(TemplateInclude include, Dictionary<string, JsonElement> given)
    {
        var values = include.Values.ToDictionary(StringComparer.Ordinal);
        foreach (var (name, from) in include.Parameters.Where(parameter => given.ContainsKey(parameter.Value)))
        {
            values[name] = given[from];
        }

        return values;
    }

    private static string Path(string folder, string path) => folder.Length == 0 ? path : $"{folder}/{path}";

    private static RenderedFile Create(string path, string text)
    {
        var content = Encoding.UTF8.GetBytes(text);
        return new RenderedFile(path, content, Digest.Of(content));
    }

    // Names in paths come from parameters whose form is checked; this holds whatever a template makes of them.
    private static RenderedProject Checked(this RenderedProject project)
    {
        var paths = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var wrong = project.Files.FirstOrDefault(file => !SourceInput.IsTreePath(file.Path) || !paths.Add(file.Path));
        return wrong is null ? project : throw new InvalidOperationException($"Template '{project.Template}' makes the path '{wrong.Path}', which leaves the project or is there twice.");
    }
}
