using Countersign.Contracts.Proof;

namespace Countersign.Server.Ports;

/// <summary>A job's audit chain as its record tells of it.</summary>
/// <param name="JobId">The job.</param>
/// <param name="CreatedAt">When the job was created; its genesis names it.</param>
/// <param name="Head">How far the chain reaches; null for a job that was never audited.</param>
public sealed record AuditChainHead(string JobId, DateTimeOffset CreatedAt, AuditHead? Head);
