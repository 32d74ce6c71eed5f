using System.Globalization;
using System.Text.Json;
using Countersign.Kinds.ProjectGenerate.Catalogue;

namespace Countersign.Kinds.ProjectGenerate.Rendering;

/// <summary>What templates can name: the parameters, the template's own values, and what follows from them.</summary>
/// <remarks>
/// <c>name</c>, <c>slug</c> and <c>namespace</c> are forms of <c>project_name</c>; <c>description</c> is one line, the template's own
/// where there is none; a parameter with choices gives <c>PARAMETER_CHOICE</c> for each, of which one is true,
/// and <c>with_PARAMETER</c> and <c>without_PARAMETER</c>, by whether the choice is <c>none</c>.
/// </remarks>
internal static class TemplateValues
{
    public const string ProjectName = "project_name";
    private const string Description = "description";
    private const string None = "none";

    public static Dictionary<string, object> Create(ProjectTemplate template, IReadOnlyDictionary<string, JsonElement> parameters)
    {
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var (name, value) in template.Values.Concat(parameters))
        {
            values[name] = Plain(value);
        }

        foreach (var property in template.ParameterSchema.GetProperty("properties").EnumerateObject())
        {
            if (property.Value.TryGetProperty("enum", out var choices))
            {
                foreach (var choice in choices.EnumerateArray().Select(choice => choice.GetString()!))
                {
                    values[$"{property.Name}_{choice}"] = choice == (string)values[property.Name];
                }

                values[$"with_{property.Name}"] = (string)values[property.Name] != None;
                values[$"without_{property.Name}"] = (string)values[property.Name] == None;
            }
        }

        var project = (string)values[ProjectName];
        values["name"] = project;
        values["slug"] = ProjectNames.Slug(project);
        values["namespace"] = ProjectNames.Namespace(project);
        var description = values.TryGetValue(Description, out var given) ? TextForms.OneLine((string)given) : "";
        values[Description] = description.Length > 0 ? description : template.DefaultDescription;
        return values;
    }

    // As the templates themselves see it.
    public static bool IsTrue(IReadOnlyDictionary<string, object> values, string name) => values[name] is not (false or "");

    private static object Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => value.GetDouble().ToString(CultureInfo.InvariantCulture),
        _ => value.GetString()!,
    };
}
