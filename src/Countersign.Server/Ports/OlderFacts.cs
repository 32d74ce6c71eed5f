namespace Countersign.Server.Ports;

/// <summary>What an older route was told that a job has no place for, and that the route's answers show again.</summary>
/// <remarks>Small: it stands in the job's record, which is rewritten with every change. Every part may be absent.</remarks>
public sealed record OlderFacts
{
    /// <summary>The longest text of each part, in characters.</summary>
    public const int LongestText = 2000;

    /// <summary>What a build was asked for.</summary>
    public string? Goal { get; init; }

    /// <summary>The job document's version.</summary>
    public string? Version { get; init; }

    /// <summary>The job document's kind.</summary>
    public string? DocumentKind { get; init; }

    /// <summary>The job document's operation.</summary>
    public string? Operation { get; init; }

    /// <summary>The type of the job document's payload.</summary>
    public string? PayloadType { get; init; }

    /// <summary>When the client says that it made the job document.</summary>
    public string? CreatedAt { get; init; }
}
