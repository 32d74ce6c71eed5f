namespace Countersign.Server;

/// <summary>Whether the kind that benchmarks run is offered; section <c>Bench</c>.</summary>
public sealed class BenchOptions
{
    /// <summary>Whether <c>bench.gated</c> is among the kinds. Default false.</summary>
    public bool Enabled { get; set; }

    /// <summary>A file to which each run of a step appends <c>JOB STEP</c>. Default none.</summary>
    public string? EffectsLog { get; set; }

    /// <summary>How long each step takes, in milliseconds. Default 0.</summary>
    public int StepMilliseconds { get; set; }
}
