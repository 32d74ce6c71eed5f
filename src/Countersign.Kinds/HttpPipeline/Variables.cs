using System.Text.Json;

namespace Countersign.Kinds.HttpPipeline;

/// <summary>Parameters and captures by name.</summary>
internal sealed class Variables
{
    private readonly Dictionary<string, Variable> _values = new(StringComparer.Ordinal);

    public void Set(string name, Variable value) => _values[name] = value;

    public bool IsSecret(string name) => _values.TryGetValue(name, out var variable) && variable.IsSecret;

    /// <exception cref="FormatException">Nothing has the name.</exception>
    public Variable Get(string name) =>
        _values.GetValueOrDefault(name) ?? throw new FormatException($"Nothing has been captured as '{name}'.");

    /// <summary>The value within a text: strings as they are, numbers and truth values as JSON writes them.</summary>
    /// <exception cref="FormatException">It is an object, a list or null.</exception>
    public string InText(string name) => Get(name).Value switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        { ValueKind: JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False } value => value.GetRawText(),
        var other => throw new FormatException(
            $"The variable '{name}' is {(other.ValueKind is JsonValueKind.Null ? "null" : "an object or a list")}; within a text only strings, numbers and truth values can stand."),
    };

    /// <summary>The value within a URL, percent-encoded; a placeholder as it is.</summary>
    public string InUrl(string name) => Get(name).IsKnown ? Uri.EscapeDataString(InText(name)) : InText(name);
}
