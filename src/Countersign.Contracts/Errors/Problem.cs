namespace Countersign.Contracts.Errors;

/// <summary>An error answer: problem details (RFC 9457) with a stable code.</summary>
public sealed record Problem
{
    /// <summary>A URI reference that names the code.</summary>
    public required string Type { get; init; }

    public required string Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    public required string Detail { get; init; }

    /// <summary>One of <see cref="ErrorCodes"/>.</summary>
    public required string Code { get; init; }

    /// <summary>Finds the request in the server's log.</summary>
    public required string TraceId { get; init; }

    /// <summary>Field to messages, with status 400; step to messages, with <c>plan_invalid</c>.</summary>
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }
}
