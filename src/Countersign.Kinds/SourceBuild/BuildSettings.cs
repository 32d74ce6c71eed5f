namespace Countersign.Kinds.SourceBuild;

/// <summary>What the operator lets builds use.</summary>
public sealed record BuildSettings
{
    /// <summary>The most memory of a build and all it starts, in bytes.</summary>
    public long MaxMemoryBytes { get; init; } = 4L << 30;

    /// <summary>How long one step may take.</summary>
    public TimeSpan StepTime { get; init; } = TimeSpan.FromMinutes(25);
}
