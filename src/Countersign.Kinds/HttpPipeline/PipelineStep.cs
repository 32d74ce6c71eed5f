namespace Countersign.Kinds.HttpPipeline;

/// <summary>One step as the input writes it.</summary>
internal sealed record PipelineStep
{
    public required string Id { get; init; }

    public required PipelineRequest Request { get; init; }

    /// <summary>What undoes it; null where nothing does.</summary>
    public PipelineRequest? Compensate { get; init; }

    public IReadOnlyList<PipelineCapture> Captures { get; init; } = [];

    /// <summary>The statuses that are right; empty for any from 200 to 299.</summary>
    public IReadOnlyList<int> Statuses { get; init; } = [];

    /// <summary>Pointer to the value that has to stand there.</summary>
    public IReadOnlyList<KeyValuePair<string, ValueTemplate>> Values { get; init; } = [];

    public required TimeSpan Timeout { get; init; }

    /// <summary>How often the request is repeated at most where the machine failed.</summary>
    public required int Retries { get; init; }

    public required bool FollowsRedirects { get; init; }

    public bool Accepts(int status) => Statuses.Count == 0 ? status is >= 200 and < 300 : Statuses.Contains(status);
}
