using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Errors;
using Countersign.Kinds.Parameters;
using Countersign.Kinds.ProjectGenerate.Catalogue;
using Countersign.Kinds.ProjectGenerate.Rendering;

namespace Countersign.Kinds.ProjectGenerate.Job;

/// <summary>What an input comes to: a template and all its parameters.</summary>
/// <param name="Template">The template.</param>
/// <param name="Parameters">As its schema wants them, defaults filled in.</param>
/// <param name="Reasons">Why, for everything that the input did not say itself; sentences.</param>
internal sealed record GenerationChoice(ProjectTemplate Template, JsonElement Parameters, IReadOnlyList<string> Reasons)
{
    /// <summary>Chooses. Pure: the same input gives the same choice.</summary>
    /// <returns>Null when something is wrong, which is noted.</returns>
    public static GenerationChoice? Make(GenerationInput input, FieldErrors errors)
    {
        var reasons = new List<string>();
        if (TemplateOf(input, reasons, errors) is not { } template)
        {
            return null;
        }

        var given = JsonNode.Parse(input.Parameters?.GetRawText() ?? "{}")!.AsObject();
        if (input.Goal is { } goal)
        {
            foreach (var (name, value, why) in GoalReader.Parameters(goal, template).Where(found => given[found.Name] is null))
            {
                given[name] = value.DeepClone();
                reasons.Add($"{name} is {value.ToJsonString()}: {why}.");
            }
        }

        var parameters = Complete(template, given, "input.parameters", errors);
        return errors.IsEmpty ? new GenerationChoice(template, parameters, reasons) : null;
    }

    /// <summary>Parameters with the defaults of a template, and checked.</summary>
    /// <param name="template">The template.</param>
    /// <param name="given">Some or all parameters.</param>
    /// <param name="field">What they are called in problems.</param>
    /// <param name="errors">Where problems go.</param>
    public static JsonElement Complete(ProjectTemplate template, JsonObject given, string field, FieldErrors errors)
    {
        var before = errors.ToDictionary().Count;
        var values = ParameterValues.Read(template.ParameterSchema, JsonElement.Parse(given.ToJsonString()), errors, field);
        if (errors.ToDictionary().Count == before && values[TemplateValues.ProjectName]!.GetValue<string>() is var name && Taken(template, name))
        {
            errors.Add($"{field}.{TemplateValues.ProjectName}", $"is '{name}', which is the name of something that the project uses or that a system keeps; allowed is another name.");
        }

        var ordered = new JsonObject(values.OrderBy(value => value.Key, StringComparer.Ordinal).Select(value => KeyValuePair.Create(value.Key, value.Value?.DeepClone())));
        return JsonElement.Parse(ordered.ToJsonString());
    }

    private static bool Taken(ProjectTemplate template, string name) =>
        ProjectNames.IsDevice(name)
        || template.ReservedNames.Concat(template.Includes.SelectMany(include => TemplateCatalogue.Find(include.Template)!.ReservedNames))
            .Any(reserved => reserved.Equals(name, StringComparison.OrdinalIgnoreCase) || reserved == ProjectNames.Slug(name));

    private static ProjectTemplate? TemplateOf(GenerationInput input, List<string> reasons, FieldErrors errors)
    {
        if (input.Template is { } id)
        {
            if (TemplateCatalogue.Find(id) is { } named)
            {
                return named;
            }

            errors.Add("input.template", $"is '{id}', which is no template; allowed are {TemplateCatalogue.Ids}.");
            return null;
        }

        if (input.Goal is not { } goal)
        {
            errors.Add("input.template", $"is missing, and there is no goal to choose one by; allowed are {TemplateCatalogue.Ids}.");
            return null;
        }

        if (GoalReader.Template(goal) is not var (template, why))
        {
            errors.Add("input.goal", $"says nothing that a template is known by; name a template: {TemplateCatalogue.Ids}.");
            return null;
        }

        reasons.Add($"The template is {template.Id}: {why}.");
        return template;
    }
}
