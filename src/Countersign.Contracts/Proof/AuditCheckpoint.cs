namespace Countersign.Contracts.Proof;

/// <summary>A signed statement of how far chains of audit rows reached: what it names cannot be cut off unnoticed.</summary>
/// <param name="Host">The host's chain right before the row that carries the checkpoint.</param>
/// <param name="Heads">Chains of jobs that changed since the checkpoint before.</param>
public sealed record AuditCheckpoint(AuditHead Host, IReadOnlyList<AuditCheckpointHead> Heads);
