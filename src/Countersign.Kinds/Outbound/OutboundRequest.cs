namespace Countersign.Kinds.Outbound;

/// <summary>A request to another machine.</summary>
public sealed record OutboundRequest
{
    /// <summary>How many redirects one request follows at most.</summary>
    public const int MostRedirects = 5;

    /// <summary>One of <see cref="HeaderRules.Methods"/>.</summary>
    public required string Method { get; init; }

    /// <summary>Absolute, <c>http</c> or <c>https</c>, without user and password. A fragment is not sent.</summary>
    public required Uri Url { get; init; }

    /// <summary>Sent as they are, in this order. See <see cref="HeaderRules"/> for those that may not be given.</summary>
    public IReadOnlyList<OutboundHeader> Headers { get; init; } = [];

    /// <summary>Null to send none.</summary>
    public ReadOnlyMemory<byte>? Body { get; init; }

    /// <summary>How long the whole exchange may take, with redirects and the answer's body. Default 30 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How much of the answer's body is kept, in bytes; what comes after is not read. Default 1 MiB.</summary>
    public int MaxAnswerBytes { get; init; } = 1024 * 1024;

    /// <summary>
    /// Whether redirects are followed, at most <see cref="MostRedirects"/> of them. Each is checked like the request itself.
    /// Default false: the redirect is the answer.
    /// </summary>
    public bool FollowRedirects { get; init; }
}
