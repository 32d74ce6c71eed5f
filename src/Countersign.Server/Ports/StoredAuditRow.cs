namespace Countersign.Server.Ports;

/// <summary>A row with the chain that it belongs to.</summary>
/// <param name="JobId">The job; null for the host's own chain.</param>
/// <param name="Entry">The row.</param>
public sealed record StoredAuditRow(string? JobId, AuditEntry Entry);
