using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Countersign.Client.Http;

/// <summary>Puts paths and queries together, so that nothing in an identifier is taken for a part of the address.</summary>
internal static class ApiPath
{
    public static string Job(string jobId, string part = "") => Of("api/jobs", jobId, part);

    /// <summary>A collection, one of it, and perhaps a part of that.</summary>
    /// <exception cref="ArgumentException">The identifier is empty, or a step up or down the path.</exception>
    public static string Of(string collection, string id, string part = "") => $"{collection}/{Segment(id)}{part}";

    /// <summary>One segment of a path.</summary>
    /// <exception cref="ArgumentException">It is empty, or a step up or down the path.</exception>
    public static string Segment(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        return text is "." or ".."
            ? throw new ArgumentException($"'{text}' is no identifier: in an address it leads elsewhere.")
            : Uri.EscapeDataString(text);
    }

    /// <summary>The path with those of the parameters that have a value.</summary>
    public static string WithQuery(string path, params ReadOnlySpan<(string Name, string? Value)> parameters)
    {
        var text = new StringBuilder(path);
        var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        foreach (var (name, value) in parameters)
        {
            if (value is not null)
            {
                text.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
                separator = '&';
            }
        }

        return text.ToString();
    }

    public static string? Number(long? value) => value?.ToString(CultureInfo.InvariantCulture);

    public static string? Time(DateTimeOffset? value) =>
        value?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>The names as the wire has them, separated by commas; null for none.</summary>
    public static string? Words<T>(IReadOnlyCollection<T>? values)
        where T : struct, Enum =>
        values is { Count: > 0 } ? string.Join(',', values.Select(value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()))) : null;
}
