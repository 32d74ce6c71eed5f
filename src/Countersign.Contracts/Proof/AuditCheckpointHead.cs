namespace Countersign.Contracts.Proof;

/// <summary>How far a job's chain had reached.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Seq">The number of its newest row.</param>
/// <param name="Hash">The hash of that row.</param>
public sealed record AuditCheckpointHead(string JobId, long Seq, string Hash);
