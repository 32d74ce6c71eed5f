namespace Countersign.Contracts.Events;

/// <summary>What a subscriber is told before its first event. Without job and task it follows everything it may read.</summary>
/// <param name="ConnectionId">The connection that follows.</param>
/// <param name="JobId">The job that is followed.</param>
/// <param name="TaskId">The task whose jobs are followed.</param>
/// <param name="AfterSeq">Events after this number are sent, stored ones first; null when only new ones are.</param>
/// <param name="LastSeq">The newest event of the job when the subscription began; null for more than one job.</param>
public sealed record HubSubscription(string ConnectionId, string? JobId, string? TaskId, long? AfterSeq, long? LastSeq);
