namespace Countersign.Durable;

/// <summary>How an instance is started.</summary>
public sealed record StartOptions
{
    /// <summary>The version of the code that the instance runs to its end. Default: that of the orchestration.</summary>
    public string? Version { get; init; }

    /// <summary>
    /// In which statuses an instance that has the id already keeps it, so that the start is refused. In any other it is ended if it
    /// runs, and replaced. Default: in every status.
    /// </summary>
    public IReadOnlyCollection<RuntimeStatus> DedupeStatuses { get; init; } = Enum.GetValues<RuntimeStatus>();
}
