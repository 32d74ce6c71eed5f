namespace Countersign.Kinds.Bench;

/// <summary>How <see cref="BenchGatedKind"/> behaves.</summary>
/// <param name="EffectsLog">A file to which each run of a step appends <c>JOB STEP</c>; null for none.</param>
/// <param name="StepDuration">How long each step takes; zero for not at all.</param>
public sealed record BenchGatedSettings(string? EffectsLog, TimeSpan StepDuration);
