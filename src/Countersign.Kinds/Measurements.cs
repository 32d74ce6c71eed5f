using System.Text.Json;

namespace Countersign.Kinds;

/// <summary>Picks figures out of a result document. What is not there, or is no number, is left out.</summary>
/// <param name="document">A job's result, or what a failure tells of it.</param>
public sealed class Measurements(JsonElement document)
{
    private readonly List<Measurement> _found = [];

    /// <summary>What was picked, in that order.</summary>
    public IReadOnlyList<Measurement> Found => _found;

    /// <summary>Takes the number at the end of the path.</summary>
    public Measurements Number(string name, params ReadOnlySpan<string> path)
    {
        if (Find(path) is { ValueKind: JsonValueKind.Number } number && number.TryGetDouble(out var value) && double.IsFinite(value))
        {
            _found.Add(new Measurement(name, value));
        }

        return this;
    }

    /// <summary>Takes the length of the array at the end of the path.</summary>
    public Measurements Count(string name, params ReadOnlySpan<string> path)
    {
        if (Find(path) is { ValueKind: JsonValueKind.Array } array)
        {
            _found.Add(new Measurement(name, array.GetArrayLength()));
        }

        return this;
    }

    private JsonElement? Find(ReadOnlySpan<string> path)
    {
        var at = document;
        foreach (var member in path)
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(member, out at))
            {
                return null;
            }
        }

        return at;
    }
}
