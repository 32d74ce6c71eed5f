namespace Countersign.Contracts.Older;

/// <summary>A job as the document that it came from, with where it stands.</summary>
public sealed record JobDocumentState
{
    public required string Version { get; init; }

    public required string JobId { get; init; }

    public required string Kind { get; init; }

    public required string Operation { get; init; }

    /// <summary>As the document says; otherwise when it was submitted.</summary>
    public required string CreatedAt { get; init; }

    public required JobDocumentPayload Payload { get; init; }

    /// <summary><c>submitted</c>, <c>assigned</c>, <c>completed</c> or <c>failed</c>.</summary>
    public required string Status { get; init; }

    /// <summary>0 to 100.</summary>
    public required int Progress { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Why it failed; null otherwise.</summary>
    public EnvelopeError? Error { get; init; }
}
