using System.Text.Json;
using Countersign.Contracts.Errors;
using Countersign.Kinds.Sources;

namespace Countersign.Kinds.AgentPlan;

/// <summary>The accepted input of a job.</summary>
/// <param name="Document">The whole of it.</param>
internal sealed record AgentInput(JsonElement Document)
{
    public const int LongestGoal = 4_000;
    private const string GoalField = "goal";
    private const string ParametersField = "parameters";
    private const string SourceField = "source";
    private const int LongestParameters = 64 * 1024;

    public string Goal => Document.GetProperty(GoalField).GetString()!;

    public JsonElement? Parameters => Find(Document, ParametersField);

    /// <summary>As it stands in the input; null without one.</summary>
    public JsonElement? Source => Find(Document, SourceField);

    /// <summary>What the input says for jobs of a kind: the member of the parameters that has the kind's name.</summary>
    public JsonElement? ParametersOf(string kind) =>
        Parameters is { } parameters && parameters.TryGetProperty(kind, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;

    /// <summary>Checks an input and lists every problem.</summary>
    /// <param name="input">As submitted.</param>
    /// <param name="kinds">The names of the kinds that a plan may be made of.</param>
    /// <param name="errors">Where problems go.</param>
    public static void Check(JsonElement input, IReadOnlyList<string> kinds, FieldErrors errors)
    {
        if (input.ValueKind != JsonValueKind.Object)
        {
            errors.Add("input", "is no object; allowed is an object with goal, parameters and source.");
            return;
        }

        foreach (var unknown in input.EnumerateObject().Where(field => field.Name is not (GoalField or ParametersField or SourceField)))
        {
            errors.Add($"input.{unknown.Name}", "is not a field of input; allowed are goal, parameters and source.");
        }

        if (Find(input, GoalField) is not { ValueKind: JsonValueKind.String } goal || string.IsNullOrWhiteSpace(goal.GetString()) || goal.GetString()!.Length > LongestGoal)
        {
            errors.Add("input.goal", $"is missing, empty or too long; allowed is a text of 1 to {LongestGoal} characters.");
        }

        if (Find(input, ParametersField) is { } parameters)
        {
            CheckParameters(parameters, kinds, errors);
        }

        if (Find(input, SourceField) is not null)
        {
            SourceInput.Check(input, errors);
        }
    }

    private static void CheckParameters(JsonElement parameters, IReadOnlyList<string> kinds, FieldErrors errors)
    {
        if (parameters.ValueKind != JsonValueKind.Object || parameters.GetRawText().Length > LongestParameters)
        {
            errors.Add("input.parameters", $"allowed is an object of at most {LongestParameters} characters.");
            return;
        }

        if (parameters.TryGetProperty(AgentPlanKind.Name, out _))
        {
            errors.Add($"input.parameters.{AgentPlanKind.Name}", $"cannot be planned by itself; allowed are {string.Join(", ", kinds)}.");
        }

        foreach (var member in parameters.EnumerateObject().Where(member => kinds.Contains(member.Name) && member.Value.ValueKind != JsonValueKind.Object))
        {
            errors.Add($"input.parameters.{member.Name}", "is no object; allowed is an object with fields of that kind's input.");
        }
    }

    private static JsonElement? Find(JsonElement input, string name) =>
        input.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
