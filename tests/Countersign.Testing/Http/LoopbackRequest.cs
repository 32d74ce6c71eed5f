namespace Countersign.Testing.Http;

/// <summary>A request as it came over the wire.</summary>
/// <param name="Method">Of the request line.</param>
/// <param name="Target">Path and query, as sent.</param>
/// <param name="Headers">In the order sent.</param>
/// <param name="Body">Read as UTF-8.</param>
public sealed record LoopbackRequest(string Method, string Target, IReadOnlyList<KeyValuePair<string, string>> Headers, string Body)
{
    /// <summary>The body as it came.</summary>
    public ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>The value of a header; null when it was not sent.</summary>
    public string? Header(string name) =>
        Headers.FirstOrDefault(header => string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase)).Value;

    public override string ToString() => $"{Method} {Target}";
}
