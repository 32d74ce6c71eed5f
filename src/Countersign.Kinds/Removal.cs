namespace Countersign.Kinds;

/// <summary>What became of a file that was to be removed.</summary>
/// <param name="Outcome">What happened.</param>
/// <param name="Reason">Why, with <see cref="RemovalOutcome.Failed"/> only; for people.</param>
public sealed record Removal(RemovalOutcome Outcome, string? Reason = null);
