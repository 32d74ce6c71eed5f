using Countersign.Contracts.Events;
using Countersign.Contracts.Webhooks;
using Countersign.Server.Access;
using Countersign.Server.Plans;
using Countersign.Server.Ports;

namespace Countersign.Server.Webhooks;

/// <summary>Which events a webhook gets: those that it asks for, of jobs that its owner may read.</summary>
internal sealed class WebhookFilters(IJobStore jobs)
{
    /// <summary>In place of the types: all of them.</summary>
    public const string Everything = "*";

    /// <summary>Whether the event itself is asked for, whatever its job is.</summary>
    public static bool Asks(WebhookRequest webhook, JobEvent entry) =>
        (webhook.Events!.Contains(entry.Type) || webhook.Events!.Contains(Everything))
        && (webhook.Filter?.TaskId is not { } task || task == entry.TaskId)
        && (webhook.Filter?.Status is not { } status || status == entry.Status);

    /// <summary>Whether the job is one of those whose events the webhook gets. Who may read a job can change: it is asked for each event.</summary>
    public async Task<bool> AllowsAsync(SavedWebhook webhook, string jobId, CancellationToken cancellationToken)
    {
        var (kind, owner) = (webhook.Request.Filter?.Kind, webhook.Request.Filter?.Owner);
        if (webhook.Owner.IsAdmin && kind is null && owner is null)
        {
            return true;
        }

        return await jobs.GetAsync(jobId, cancellationToken) is { Job: var job }
            && ApproverRules.MayRead(webhook.Owner, job)
            && (kind is null || kind == job.Kind)
            && (owner is null || owner == job.Owner);
    }

    /// <summary>Whether the owner may read the job, filter or not.</summary>
    public async Task<bool> MayReadAsync(Caller owner, string jobId, CancellationToken cancellationToken) =>
        await jobs.GetAsync(jobId, cancellationToken) is { Job: var job } && ApproverRules.MayRead(owner, job);
}
