using System.Globalization;
using Countersign.Contracts.Errors;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Http;

/// <summary>Reads query parameters and notes every problem, unknown parameters among them.</summary>
internal sealed class QueryFields(IQueryCollection query, FieldErrors errors)
{
    /// <summary>The most that a list shows at once.</summary>
    public const int MaxPageSize = 100;

    private const int DefaultPageSize = 10;

    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public string? String(string name, int maxLength = 200)
    {
        _known.Add(name);
        var values = query[name];
        if (values.Count == 0 || string.IsNullOrEmpty(values[0]))
        {
            return null;
        }

        if (values.Count > 1)
        {
            errors.Add(name, "is given more than once.");
            return null;
        }

        if (values[0]!.Length > maxLength)
        {
            errors.Add(name, string.Create(CultureInfo.InvariantCulture, $"has {values[0]!.Length} characters; allowed are {maxLength}."));
            return null;
        }

        return values[0];
    }

    /// <summary>How many items of a list to pass over.</summary>
    public int Skip() => (int)Integer("skip", 0, 0, int.MaxValue);

    /// <summary>How many items of a list to show.</summary>
    public int Limit() => (int)Integer("limit", DefaultPageSize, 1, MaxPageSize);

    public long Integer(string name, long fallback, long min, long max)
    {
        if (String(name) is not { } text)
        {
            return fallback;
        }

        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
        {
            return number;
        }

        errors.Add(name, string.Create(CultureInfo.InvariantCulture, $"is '{text}'; allowed is a whole number from {min} to {max}."));
        return fallback;
    }

    /// <summary><c>true</c> or <c>false</c>; null when absent.</summary>
    public bool? Flag(string name)
    {
        var text = String(name);
        if (text is null or "true" or "false")
        {
            return text is null ? null : text == "true";
        }

        errors.Add(name, $"is '{text}'; allowed is true or false.");
        return null;
    }

    public DateTimeOffset? Instant(string name)
    {
        if (String(name) is not { } text)
        {
            return null;
        }

        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) && text.Contains('T', StringComparison.Ordinal))
        {
            return instant;
        }

        errors.Add(name, $"is '{text}'; allowed is a time such as 2026-01-31T12:00:00Z (RFC 3339).");
        return null;
    }

    /// <summary>A comma-separated list of an enum's names; empty when absent.</summary>
    public IReadOnlyList<TEnum> Choices<TEnum>(string name)
        where TEnum : struct, Enum
    {
        var chosen = new List<TEnum>();
        foreach (var text in (String(name) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (SnakeCase.TryParse<TEnum>(text, out var member))
            {
                chosen.Add(member);
            }
            else
            {
                errors.Add(name, $"is '{text}'; allowed is any of {SnakeCase.NamesOf<TEnum>()}, separated by commas.");
            }
        }

        return chosen;
    }

    /// <summary>Takes a parameter that was read elsewhere.</summary>
    public void Ignore(string name) => _known.Add(name);

    /// <summary>Notes every parameter that was not asked for; call it last.</summary>
    public void RefuseOthers()
    {
        foreach (var name in query.Keys.Where(name => !_known.Contains(name)))
        {
            errors.Add(name, _known.Count == 0
                ? "is not a parameter here; there are none."
                : $"is not a parameter here; known are {string.Join(", ", _known.Order(StringComparer.Ordinal))}.");
        }
    }
}
