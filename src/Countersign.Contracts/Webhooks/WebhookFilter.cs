using Countersign.Contracts.Jobs;

namespace Countersign.Contracts.Webhooks;

/// <summary>Which jobs' events a webhook gets: those that match every member that is not null.</summary>
/// <param name="Kind">The job's kind.</param>
/// <param name="TaskId">The job's task.</param>
/// <param name="Status">The job's status after the event.</param>
/// <param name="Owner">The job's owner.</param>
public sealed record WebhookFilter(string? Kind = null, string? TaskId = null, JobStatus? Status = null, string? Owner = null);
