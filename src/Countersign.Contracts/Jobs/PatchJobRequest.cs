namespace Countersign.Contracts.Jobs;

/// <summary>The body of <c>PATCH /api/jobs/{id}</c>. What is absent or null stays as it is.</summary>
public sealed record PatchJobRequest
{
    /// <summary>1 to 200 characters.</summary>
    public string? Name { get; init; }

    /// <summary>Replaces all tags.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>-10 to 10.</summary>
    public int? Priority { get; init; }

    /// <summary><c>cancelled</c>, <c>paused</c>, or, from there, what the job was paused from. The current one changes nothing.</summary>
    public JobStatus? Status { get; init; }
}
