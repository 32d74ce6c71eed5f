using System.Globalization;

namespace Countersign.Server.Schedules;

/// <summary>One of the five fields: the values it allows, as bits.</summary>
internal sealed class CronField
{
    private readonly ulong _values;

    private CronField(ulong values, bool isAny)
    {
        _values = values;
        IsAny = isAny;
    }

    /// <summary>Whether the field begins with <c>*</c>, so that it restricts nothing by itself or only by a step.</summary>
    public bool IsAny { get; }

    public bool Contains(int value) => ((_values >> value) & 1) != 0;

    /// <summary>Reads a field: <c>*</c>, a value, a range, each with a step after <c>/</c>, or a list of those.</summary>
    /// <returns>Null when the text is none; <paramref name="problem"/> then says what was found and what is allowed.</returns>
    public static CronField? Parse(string text, string name, int min, int max, IReadOnlyList<string> names, out string problem)
    {
        ulong values = 0;
        foreach (var part in text.Split(','))
        {
            if (!TryRange(part, min, max, names, out var first, out var last, out var step))
            {
                problem = string.Create(
                    CultureInfo.InvariantCulture,
                    $"has '{part}' as {name}; allowed are *, values from {min} to {max}{(names.Count > 0 ? $" or {names[0]} to {names[^1]}" : "")}, ranges a-b, steps /n of * or a range, and lists of these.");
                return null;
            }

            for (var value = first; value <= last; value += step)
            {
                values |= 1UL << value;
            }
        }

        problem = "";
        return new CronField(values, text.StartsWith('*'));
    }

    private static bool TryRange(string part, int min, int max, IReadOnlyList<string> names, out int first, out int last, out int step)
    {
        (first, last, step) = (min, max, 1);
        var halves = part.Split('/');
        if (halves.Length > 2 || (halves.Length == 2 && !(TryNumber(halves[1], out step) && step >= 1 && step <= max)))
        {
            return false;
        }

        if (halves[0] == "*")
        {
            return true;
        }

        var ends = halves[0].Split('-');
        if (ends.Length > 2 || (ends.Length == 1 && halves.Length == 2) || !TryValue(ends[0], min, names, out first) || !TryValue(ends[^1], min, names, out last))
        {
            return false;
        }

        return first >= min && last <= max && first <= last;
    }

    private static bool TryValue(string text, int min, IReadOnlyList<string> names, out int value)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (string.Equals(text, names[i], StringComparison.OrdinalIgnoreCase))
            {
                value = min + i;
                return true;
            }
        }

        return TryNumber(text, out value);
    }

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
