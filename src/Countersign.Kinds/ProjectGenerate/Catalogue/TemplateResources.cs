using System.Reflection;

namespace Countersign.Kinds.ProjectGenerate.Catalogue;

/// <summary>The files of the templates, as they are embedded: <c>templates/ID/template.json</c> and <c>templates/ID/files/PATH.hbs</c>.</summary>
internal static class TemplateResources
{
    private const string Root = "templates/";
    private const string Manifest = "/template.json";
    private const string Ending = ".hbs";

    // What builds on Windows embeds has backslashes.
    private static readonly Lazy<(string Name, string Resource)[]> Names = new(() =>
        [.. Assembly.GetExecutingAssembly().GetManifestResourceNames().Select(resource => (resource.Replace('\\', '/'), resource))]);

    public static IEnumerable<string> Manifests() =>
        Names.Value.Where(entry => entry.Name.StartsWith(Root, StringComparison.Ordinal) && entry.Name.EndsWith(Manifest, StringComparison.Ordinal)).Select(entry => Text(entry.Resource));

    /// <summary>The template's files: path in the project, before its placeholders are filled, and text.</summary>
    public static IReadOnlyList<(string Path, string Text)> Files(string template)
    {
        var folder = $"{Root}{template}/files/";
        return [.. Names.Value
            .Where(entry => entry.Name.StartsWith(folder, StringComparison.Ordinal) && entry.Name.EndsWith(Ending, StringComparison.Ordinal))
            .Select(entry => (entry.Name[folder.Length..^Ending.Length], Text(entry.Resource)))];
    }

    // A project's bytes must not depend on how the machine that built this one writes ends of lines.
    private static string Text(string resource)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
