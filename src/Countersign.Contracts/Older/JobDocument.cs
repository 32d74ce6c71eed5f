namespace Countersign.Contracts.Older;

/// <summary>A job document, the body of <c>POST /api/v1/jobs</c>.</summary>
public sealed record JobDocument
{
    /// <summary><c>1.0</c>.</summary>
    public required string Version { get; init; }

    /// <summary>Chosen by the client; made by the server when absent.</summary>
    public string? JobId { get; init; }

    /// <summary>Such as <c>VMOperation</c>; kept and shown again.</summary>
    public string? Kind { get; init; }

    /// <summary>What is to be done, such as <c>guestkit.inspect</c>.</summary>
    public required string Operation { get; init; }

    /// <summary>When the client made it; kept and shown again.</summary>
    public string? CreatedAt { get; init; }

    public required JobDocumentPayload Payload { get; init; }
}
