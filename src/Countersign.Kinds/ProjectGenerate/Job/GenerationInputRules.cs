using System.Text.Json;
using Countersign.Contracts.Errors;

namespace Countersign.Kinds.ProjectGenerate.Job;

/// <summary>Finds everything that is wrong with an input.</summary>
internal static class GenerationInputRules
{
    public static void Check(JsonElement input, FieldErrors errors)
    {
        var fields = string.Join(", ", GenerationInput.Fields);
        if (input.ValueKind != JsonValueKind.Object)
        {
            errors.Add("input", $"is no object; allowed is an object with {fields}.");
            return;
        }

        foreach (var unknown in input.EnumerateObject().Where(field => !GenerationInput.Fields.Contains(field.Name)))
        {
            errors.Add($"input.{unknown.Name}", $"is not a field of input; allowed are {fields}.");
        }

        if (HasForms(input, errors))
        {
            GenerationChoice.Make(GenerationInput.Parse(input), errors);
        }
    }

    private static bool HasForms(JsonElement input, FieldErrors errors)
    {
        var wrong = false;
        if (GenerationInput.Find(input, "template") is { ValueKind: not JsonValueKind.String })
        {
            errors.Add("input.template", "is no text; allowed is the identifier of a template.");
            wrong = true;
        }

        if (GenerationInput.Find(input, "parameters") is { ValueKind: not JsonValueKind.Object })
        {
            errors.Add("input.parameters", "is no object; allowed is an object with the template's parameters.");
            wrong = true;
        }

        if (GenerationInput.Find(input, "goal") is { } goal
            && !(goal.ValueKind == JsonValueKind.String && goal.GetString()!.Length <= GenerationInput.LongestGoal && !string.IsNullOrWhiteSpace(goal.GetString())))
        {
            errors.Add("input.goal", $"allowed is a text of 1 to {GenerationInput.LongestGoal} characters.");
            wrong = true;
        }

        return !wrong;
    }
}
