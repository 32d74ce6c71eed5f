using Countersign.Contracts.Jobs;

namespace Countersign.Server.Ports;

/// <summary>Which jobs a list shows; a null part does not filter.</summary>
public sealed record JobQuery
{
    /// <summary>Any of these; empty for all.</summary>
    public IReadOnlyList<JobStatus> Statuses { get; init; } = [];

    public string? Kind { get; init; }

    public string? TaskId { get; init; }

    /// <summary>Only jobs that are runs of a task, whichever it is.</summary>
    public bool OfTasks { get; init; }

    public string? Owner { get; init; }

    /// <summary>One of <see cref="JobLabels"/>: a tag, or what only the server asks for.</summary>
    public string? Tag { get; init; }

    /// <summary>Part of the name or identifier, without case.</summary>
    public string? Text { get; init; }

    /// <summary>Exclusive.</summary>
    public DateTimeOffset? CreatedAfter { get; init; }

    /// <summary>Exclusive.</summary>
    public DateTimeOffset? CreatedBefore { get; init; }

    /// <summary>Newest first unless set; ties are ordered by identifier.</summary>
    public bool OldestFirst { get; init; }

    /// <summary>
    /// Whether nobody asks how many jobs match: <see cref="JobPage.Total"/> is then 0, and a page costs no more than what it shows. For
    /// walks over many jobs, the newest first. Default false.
    /// </summary>
    public bool WithoutTotal { get; init; }

    public int Skip { get; init; }

    public int Limit { get; init; } = 10;

    /// <summary>From <see cref="JobPage.NextCursor"/>; replaces <see cref="Skip"/>.</summary>
    public string? Cursor { get; init; }
}
