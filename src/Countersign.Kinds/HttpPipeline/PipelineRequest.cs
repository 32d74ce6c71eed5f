namespace Countersign.Kinds.HttpPipeline;

/// <summary>A request as the input writes it.</summary>
/// <param name="Method">In capitals.</param>
/// <param name="Url">Where it goes.</param>
/// <param name="Headers">In the order given.</param>
/// <param name="Body">Null to send none.</param>
internal sealed record PipelineRequest(
    string Method, UrlTemplate Url, IReadOnlyList<KeyValuePair<string, ValueTemplate>> Headers, ValueTemplate? Body)
{
    /// <summary>Whether it may be sent twice without harm (RFC 9110, section 9.2.1).</summary>
    public bool IsSafe => Method is "GET" or "HEAD" or "OPTIONS";

    /// <summary>Every variable that it needs.</summary>
    public IEnumerable<string> Names => [.. Url.Names, .. Headers.SelectMany(header => header.Value.Names), .. Body?.Names ?? []];
}
