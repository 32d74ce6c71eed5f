namespace Countersign.Kinds.Outbound;

/// <summary>What another machine answered.</summary>
public sealed record OutboundAnswer
{
    /// <summary>The HTTP status code.</summary>
    public required int Status { get; init; }

    /// <summary>In the order received; a name may come more than once.</summary>
    public required IReadOnlyList<OutboundHeader> Headers { get; init; }

    /// <summary>The body's first bytes, at most as many as the request asked for.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Whether the body went on after what was kept.</summary>
    public bool IsCut { get; init; }

    /// <summary>Who answered: the request's URL, or where redirects led.</summary>
    public required Uri Url { get; init; }

    /// <summary>How many redirects were followed.</summary>
    public int Redirects { get; init; }

    /// <summary>From sending the request to the end of the body.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The first header of a name; null when there is none.</summary>
    public string? Header(string name) =>
        Headers.FirstOrDefault(header => string.Equals(header.Name, name, StringComparison.OrdinalIgnoreCase))?.Value;
}
