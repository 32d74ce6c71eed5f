namespace Countersign.Contracts.Older;

/// <summary>The body of <c>POST /api/runs/{id}/approve</c>.</summary>
public sealed record RunDecision
{
    public required bool Approved { get; init; }

    public string? Feedback { get; init; }
}
