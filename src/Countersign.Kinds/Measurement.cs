namespace Countersign.Kinds;

/// <summary>A figure that a kind reads from a job's result.</summary>
/// <param name="Name">
/// Lower-case letters, digits and underscores, the unit at the end (<c>_seconds</c>, <c>_bytes</c>, <c>_percent</c>); at most 64 characters.
/// </param>
/// <param name="Value">Finite.</param>
public sealed record Measurement(string Name, double Value);
