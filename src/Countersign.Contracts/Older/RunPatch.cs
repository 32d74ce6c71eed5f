namespace Countersign.Contracts.Older;

/// <summary>The body of <c>PATCH /api/runs/{id}</c>.</summary>
public sealed record RunPatch
{
    /// <summary><c>cancelled</c>, <c>paused</c>, or <c>running</c> to resume.</summary>
    public required string Status { get; init; }
}
