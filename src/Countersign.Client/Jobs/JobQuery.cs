using Countersign.Client.Http;
using Countersign.Contracts.Jobs;

namespace Countersign.Client.Jobs;

/// <summary>Which jobs to list. What is null does not narrow the list.</summary>
public sealed record JobQuery
{
    /// <summary>Jobs with one of these statuses.</summary>
    public IReadOnlyCollection<JobStatus>? Statuses { get; init; }

    /// <summary>Jobs of this kind.</summary>
    public string? Kind { get; init; }

    /// <summary>Runs of this task.</summary>
    public string? TaskId { get; init; }

    /// <summary>Who submitted; for administrators.</summary>
    public string? Owner { get; init; }

    /// <summary>Jobs with this tag.</summary>
    public string? Tag { get; init; }

    /// <summary>Part of the name or identifier.</summary>
    public string? Text { get; init; }

    /// <summary>Exclusive, to the millisecond.</summary>
    public DateTimeOffset? CreatedAfter { get; init; }

    /// <summary>Exclusive, to the millisecond.</summary>
    public DateTimeOffset? CreatedBefore { get; init; }

    /// <summary>Whether the oldest come first. Default false.</summary>
    public bool OldestFirst { get; init; }

    /// <summary>How many jobs one request brings, 1 to 100. Default 100.</summary>
    public int PageSize { get; init; } = 100;

    internal string ToPath(string route, string? cursor) => ApiPath.WithQuery(
        route,
        ("status", ApiPath.Words(Statuses)),
        ("kind", Kind),
        ("task_id", TaskId),
        ("owner", Owner),
        ("tag", Tag),
        ("q", Text),
        ("created_after", ApiPath.Time(CreatedAfter)),
        ("created_before", ApiPath.Time(CreatedBefore)),
        ("sort", OldestFirst ? "created_at" : null),
        ("limit", ApiPath.Number(PageSize)),
        ("cursor", cursor));
}
