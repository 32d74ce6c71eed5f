using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Countersign.Contracts.Errors;
using Countersign.Kinds.ProjectGenerate.Catalogue;

namespace Countersign.Kinds.ProjectGenerate.Job;

/// <summary>What a person said of a plan, line by line: other values of parameters, or no build check.</summary>
internal sealed partial class GenerationFeedback
{
    private readonly HashSet<string> _skipped = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _unknown = [];
    private bool _skipsAll;

    private GenerationFeedback(ProjectTemplate template, JsonElement parameters)
    {
        Template = template;
        Parameters = parameters;
    }

    /// <summary>The template, also when the feedback names another.</summary>
    public ProjectTemplate Template { get; private set; }

    /// <summary>With the values that the feedback names.</summary>
    public JsonElement Parameters { get; private set; }

    /// <summary>Lines that say nothing that this kind can follow, with the reason where there is one.</summary>
    public IReadOnlyList<string> NotFollowed => _unknown;

    public static GenerationFeedback Parse(string? text, ProjectTemplate template, JsonElement parameters)
    {
        var feedback = new GenerationFeedback(template, parameters);
        foreach (var line in (text ?? "").Split('\n', ';').Select(line => line.Trim().TrimStart('-').Trim().TrimEnd('.')).Where(line => line.Length > 0))
        {
            if (feedback.Follow(line) is { } problem)
            {
                feedback._unknown.Add(problem);
            }
        }

        return feedback;
    }

    /// <summary>Whether a part's build check is still wanted.</summary>
    /// <param name="part">The part's name; empty for a project without parts.</param>
    public bool Checks(string part) => !_skipsAll && !_skipped.Contains(part);

    /// <returns>The line and what is wrong with it; null when it was followed.</returns>
    private string? Follow(string line)
    {
        if (NoCheck().Match(line) is { Success: true } skip)
        {
            _skipsAll |= !skip.Groups[1].Success;
            _skipped.Add(skip.Groups[1].Value);
            return null;
        }

        if (Setting().Match(line) is not { Success: true } setting)
        {
            return line;
        }

        var (name, text) = (setting.Groups[1].Value.Replace(' ', '_'), setting.Groups[2].Value);
        return name == "template" ? Change(line, text) : Set(line, name, text);
    }

    private string? Change(string line, string id)
    {
        if (TemplateCatalogue.Find(id) is not { } template)
        {
            return $"{line} (templates are {TemplateCatalogue.Ids})";
        }

        // What the other template does not know cannot be kept.
        var known = template.ParameterSchema.GetProperty("properties");
        var kept = new JsonObject(Parameters.EnumerateObject().Where(value => known.TryGetProperty(value.Name, out _)).Select(value => KeyValuePair.Create(value.Name, JsonNode.Parse(value.Value.GetRawText()))));
        return Take(line, template, kept);
    }

    private string? Set(string line, string name, string text)
    {
        var properties = Template.ParameterSchema.GetProperty("properties");
        if (!properties.TryGetProperty(name, out var schema))
        {
            return $"{line} (parameters are {string.Join(", ", properties.EnumerateObject().Select(property => property.Name))})";
        }

        var values = JsonNode.Parse(Parameters.GetRawText())!.AsObject();
        values[name] = ParameterText.Parse(schema, text) ?? JsonValue.Create(text);
        return Take(line, Template, values);
    }

    private string? Take(string line, ProjectTemplate template, JsonObject values)
    {
        var errors = new FieldErrors();
        var parameters = GenerationChoice.Complete(template, values, "parameters", errors);
        if (!errors.IsEmpty)
        {
            return $"{line} ({string.Join("; ", errors.ToDictionary().Select(problem => $"{problem.Key} {problem.Value[0].TrimEnd('.')}"))})";
        }

        (Template, Parameters) = (template, parameters);
        return null;
    }

    [GeneratedRegex(@"^(?:skip|no|without|leave out)\s+(?:the\s+|any\s+)?(?:build\s+)?checks?(?:\s+(?:of\s+(?:the\s+)?)?([A-Za-z-]+))?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NoCheck();

    [GeneratedRegex(@"^([a-z]+(?:[_ ][a-z]+){0,2})\s*[:=]\s*(\S.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Setting();
}
