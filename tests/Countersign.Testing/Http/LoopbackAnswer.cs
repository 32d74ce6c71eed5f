namespace Countersign.Testing.Http;

/// <summary>What a <see cref="LoopbackServer"/> answers.</summary>
/// <param name="Status">0 closes the connection without an answer.</param>
/// <param name="Body">Sent as UTF-8.</param>
public sealed record LoopbackAnswer(int Status, string Body = "")
{
    public static LoopbackAnswer Nothing { get; } = new(0);

    /// <summary>Beside <c>Content-Length</c> and <c>Connection: close</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public static LoopbackAnswer Redirect(int status, string location) => new LoopbackAnswer(status).With("Location", location);

    public LoopbackAnswer With(string name, string value) => this with { Headers = [.. Headers, KeyValuePair.Create(name, value)] };
}
