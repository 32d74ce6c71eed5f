using System.Text.Json;
using System.Text.RegularExpressions;
using Countersign.Contracts.Errors;
using Countersign.Kinds.Processes;
using Countersign.Kinds.Sources;

namespace Countersign.Kinds.SourceBuild;

/// <summary>The accepted input of a job.</summary>
/// <param name="Source">What is built.</param>
/// <param name="Steps">Which steps, in the order of <see cref="BuildSteps.All"/>.</param>
/// <param name="Configuration">Such as <c>Debug</c> or <c>Release</c>.</param>
internal sealed partial record BuildInput(SourceReference Source, IReadOnlyList<string> Steps, string Configuration)
{
    public const string DefaultConfiguration = "Debug";
    private static readonly string[] Fields = ["source", "steps", "configuration", "env"];

    /// <summary>Reads an input that <see cref="Check"/> found nothing wrong with.</summary>
    public static BuildInput Parse(JsonElement input)
    {
        var steps = Find(input, "steps") is { } list ? list.EnumerateArray().Select(step => step.GetString()!).ToArray() : [.. BuildSteps.All];
        return new BuildInput(
            SourceInput.Parse(input), [.. BuildSteps.All.Intersect(steps)], Find(input, "configuration")?.GetString() ?? DefaultConfiguration);
    }

    public static bool IsConfiguration(string text) => ConfigurationForm().IsMatch(text);

    /// <summary>Checks an input and lists every problem.</summary>
    public static void Check(JsonElement input, FieldErrors errors)
    {
        if (input.ValueKind != JsonValueKind.Object)
        {
            errors.Add("input", $"is no object; allowed is an object with {string.Join(", ", Fields)}.");
            return;
        }

        foreach (var unknown in input.EnumerateObject().Where(field => !Fields.Contains(field.Name)))
        {
            errors.Add($"input.{unknown.Name}", $"is not a field of input; allowed are {string.Join(", ", Fields)}.");
        }

        SourceInput.Check(input, errors);
        EnvironmentInput.Check(input, errors);
        if (Find(input, "steps") is { } steps)
        {
            CheckSteps(steps, errors);
        }

        if (Find(input, "configuration") is { } configuration
            && !(configuration.ValueKind == JsonValueKind.String && IsConfiguration(configuration.GetString()!)))
        {
            errors.Add("input.configuration", $"is {configuration.GetRawText()}; allowed is a name such as Debug or Release.");
        }
    }

    private static void CheckSteps(JsonElement steps, FieldErrors errors)
    {
        var allowed = string.Join(", ", BuildSteps.All);
        if (steps.ValueKind != JsonValueKind.Array || steps.GetArrayLength() is 0 or > 3)
        {
            errors.Add("input.steps", $"allowed is a list of one or more of {allowed}.");
            return;
        }

        var i = 0;
        foreach (var step in steps.EnumerateArray())
        {
            if (step.ValueKind != JsonValueKind.String || !BuildSteps.All.Contains(step.GetString()))
            {
                errors.Add($"input.steps[{i}]", $"is {step.GetRawText()}; allowed are {allowed}.");
            }

            i++;
        }
    }

    private static JsonElement? Find(JsonElement input, string name) =>
        input.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_.-]{0,49}$")]
    private static partial Regex ConfigurationForm();
}
