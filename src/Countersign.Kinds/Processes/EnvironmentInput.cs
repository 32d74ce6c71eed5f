using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Errors;

namespace Countersign.Kinds.Processes;

/// <summary>The field <c>env</c> of kinds that run programs.</summary>
public static class EnvironmentInput
{
    private const string Field = "env";
    private const int MostVariables = 100;
    private const int LongestValue = 32_768;

    /// <summary>Its JSON Schema.</summary>
    public static JsonObject Schema() => new()
    {
        ["type"] = "object",
        ["description"] = "Variables for the programs. A value is a text, or {\"secret_ref\": \"NAME\"}; plans show the names alone.",
        ["maxProperties"] = MostVariables,
        ["propertyNames"] = new JsonObject { ["pattern"] = "^[A-Za-z_][A-Za-z0-9_]{0,127}$" },
        ["additionalProperties"] = new JsonObject { ["type"] = new JsonArray("string", "object") },
    };

    /// <summary>Checks <c>input.env</c> and notes every problem.</summary>
    public static void Check(JsonElement input, FieldErrors errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        if (!input.TryGetProperty(Field, out var variables) || variables.ValueKind == JsonValueKind.Null)
        {
            return;
        }

        if (variables.ValueKind != JsonValueKind.Object || variables.EnumerateObject().Count() > MostVariables)
        {
            errors.Add("input.env", $"allowed is an object of at most {MostVariables} variables.");
            return;
        }

        foreach (var variable in variables.EnumerateObject())
        {
            if (!EnvironmentNames.IsAllowed(variable.Name))
            {
                errors.Add($"input.env.{variable.Name}", $"cannot be set; allowed are {EnvironmentNames.Allowed}.");
            }

            if (!IsValue(variable.Value))
            {
                errors.Add($"input.env.{variable.Name}", $"allowed is a text of at most {LongestValue} characters without a null character, or {{\"secret_ref\": \"NAME\"}}.");
            }
        }
    }

    /// <summary>The names in order; for plans.</summary>
    public static IReadOnlyList<string> Names(JsonElement input) =>
        Find(input) is { } variables ? [.. variables.EnumerateObject().Select(variable => variable.Name).Order(StringComparer.Ordinal)] : [];

    /// <summary>The variables of an input whose secrets are resolved.</summary>
    public static IReadOnlyDictionary<string, string> Parse(JsonElement input) =>
        Find(input) is { } variables
            ? variables.EnumerateObject().ToDictionary(variable => variable.Name, variable => variable.Value.GetString()!, StringComparer.Ordinal)
            : new Dictionary<string, string>();

    private static JsonElement? Find(JsonElement input) =>
        input.TryGetProperty(Field, out var variables) && variables.ValueKind == JsonValueKind.Object ? variables : null;

    private static bool IsValue(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() is { Length: <= LongestValue } text && !text.Contains('\0', StringComparison.Ordinal),
        JsonValueKind.Object => value.TryGetProperty("secret_ref", out _),
        _ => false,
    };
}
