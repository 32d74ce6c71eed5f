using System.Globalization;
using System.Text.Json;
using Countersign.Contracts.Errors;
using Countersign.Server.Ports;

namespace Countersign.Server.Http;

/// <summary>
/// Reads a JSON object field by field and notes every problem with the field's path, what was found and what is allowed;
/// a field that nobody asked for is one of the problems.
/// </summary>
internal sealed class JsonFields
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly JsonElement _object;
    private readonly FieldErrors _errors;
    private readonly string _prefix;

    /// <param name="value">The object; anything else is noted under <paramref name="path"/> and reads as empty.</param>
    /// <param name="path">Where the object stands in the body; empty for the body itself.</param>
    /// <param name="errors">Where problems go.</param>
    public JsonFields(JsonElement value, string path, FieldErrors errors)
    {
        _errors = errors;
        _prefix = path.Length == 0 ? "" : path + ".";
        if (value.ValueKind == JsonValueKind.Object)
        {
            _object = value;
        }
        else
        {
            errors.Add(path.Length == 0 ? "body" : path, $"is {Describe(value)}; allowed is an object.");
        }
    }

    public string? String(string name, int maxLength, bool required = false)
    {
        if (!TryFind(name, required, out var value))
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            Refuse(name, value, "a string");
            return null;
        }

        var text = value.GetString()!;
        if (text.Length > maxLength || (required && text.Length == 0))
        {
            _errors.Add(_prefix + name, string.Create(
                CultureInfo.InvariantCulture, $"has {text.Length} characters; allowed are {(required ? 1 : 0)} to {maxLength}."));
            return null;
        }

        return text;
    }

    public bool? Boolean(string name, bool required = false)
    {
        if (!TryFind(name, required, out var value))
        {
            return null;
        }

        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }

        Refuse(name, value, "true or false");
        return null;
    }

    public int? Integer(string name, int min, int max, bool required = false)
    {
        if (!TryFind(name, required, out var value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= min && number <= max)
        {
            return number;
        }

        Refuse(name, value, string.Create(CultureInfo.InvariantCulture, $"a whole number from {min} to {max}"));
        return null;
    }

    /// <summary>A whole number that may be longer than 32 bits, such as a place in a log.</summary>
    public long? Whole(string name, long min, long max)
    {
        if (!TryFind(name, required: false, out var value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number >= min && number <= max)
        {
            return number;
        }

        Refuse(name, value, string.Create(CultureInfo.InvariantCulture, $"a whole number from {min} to {max}"));
        return null;
    }

    public double? Number(string name, double min, double max)
    {
        if (!TryFind(name, required: false, out var value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= min && number <= max)
        {
            return number;
        }

        Refuse(name, value, string.Create(CultureInfo.InvariantCulture, $"a number from {min} to {max}"));
        return null;
    }

    public TEnum? Choice<TEnum>(string name)
        where TEnum : struct, Enum
    {
        if (!TryFind(name, required: false, out var value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String && SnakeCase.TryParse<TEnum>(value.GetString()!, out var member))
        {
            return member;
        }

        Refuse(name, value, "one of " + SnakeCase.NamesOf<TEnum>());
        return null;
    }

    public IReadOnlyList<string>? Strings(string name, int maxCount, int maxLength)
    {
        if (!TryFind(name, required: false, out var value))
        {
            return null;
        }

        var fits = value.ValueKind == JsonValueKind.Array
            && value.GetArrayLength() <= maxCount
            && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String && item.GetString()!.Length is var length && length > 0 && length <= maxLength);
        if (fits)
        {
            return [.. value.EnumerateArray().Select(item => item.GetString()!)];
        }

        Refuse(name, value, string.Create(
            CultureInfo.InvariantCulture, $"a list of at most {maxCount} strings of 1 to {maxLength} characters"));
        return null;
    }

    /// <summary>Any value; null when the field is absent or null.</summary>
    public JsonElement? Any(string name, bool required = false) => TryFind(name, required, out var value) ? value : null;

    /// <summary>An inner object to be read on; null when the field is absent or null.</summary>
    public JsonFields? Object(string name) =>
        TryFind(name, required: false, out var value) ? new JsonFields(value, _prefix + name, _errors) : null;

    /// <summary>Inner objects to be read on, each with its path; null when the field is absent, null or not such a list.</summary>
    public IReadOnlyList<(JsonFields Fields, string Path)>? Objects(string name, int maxCount, bool required = false)
    {
        if (!TryFind(name, required, out var value))
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > maxCount)
        {
            Refuse(name, value, string.Create(CultureInfo.InvariantCulture, $"a list of at most {maxCount} objects"));
            return null;
        }

        return [.. value.EnumerateArray().Select((item, i) =>
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"{_prefix}{name}[{i}]");
            return (new JsonFields(item, path, _errors), path);
        })];
    }

    /// <summary>Notes every field that was not asked for; call it last.</summary>
    public void RefuseOthers()
    {
        if (_object.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var property in _object.EnumerateObject().Where(property => !_known.Contains(property.Name)))
        {
            _errors.Add(_prefix + property.Name, $"is not a field here; known are {string.Join(", ", _known.Order(StringComparer.Ordinal))}.");
        }
    }

    private bool TryFind(string name, bool required, out JsonElement value)
    {
        _known.Add(name);
        value = default;
        var found = _object.ValueKind == JsonValueKind.Object
            && _object.TryGetProperty(name, out value)
            && value.ValueKind != JsonValueKind.Null;
        if (!found && required && _object.ValueKind == JsonValueKind.Object)
        {
            _errors.Add(_prefix + name, "is required.");
        }

        return found;
    }

    private void Refuse(string name, JsonElement value, string allowed) =>
        _errors.Add(_prefix + name, $"is {Describe(value)}; allowed is {allowed}.");

    private static string Describe(JsonElement value)
    {
        const int Longest = 60;
        var text = value.ValueKind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "a list",
            JsonValueKind.Undefined => "absent",
            _ => value.GetRawText(),
        };
        return text.Length <= Longest ? text : text[..Longest] + "…";
    }
}
