using Countersign.Contracts.Webhooks;

namespace Countersign.Server.Webhooks;

/// <summary>What stores hold of how far a webhook has come. That it is enabled is that its record has a due time.</summary>
internal sealed record StoredWebhookState
{
    /// <summary>The place in the feed behind the last event that arrived or was not wanted.</summary>
    public required string Cursor { get; init; }

    /// <summary>How often the event at the cursor has failed.</summary>
    public int Failures { get; init; }

    /// <summary>When the event at the cursor failed first.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>Why the server disabled it.</summary>
    public string? DisabledReason { get; init; }

    public DateTimeOffset? DisabledAt { get; init; }

    /// <summary>The newest first.</summary>
    public IReadOnlyList<WebhookDelivery> Deliveries { get; init; } = [];
}
