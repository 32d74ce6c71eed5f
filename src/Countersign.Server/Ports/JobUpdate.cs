namespace Countersign.Server.Ports;

/// <summary>What a decision about a job's current state comes to.</summary>
/// <param name="Outcome">Returned to the caller once the change is durable.</param>
/// <param name="Change">Null when nothing is to change.</param>
public sealed record JobUpdate<TOutcome>(TOutcome Outcome, JobChange? Change = null);
