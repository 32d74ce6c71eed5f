namespace Countersign.Contracts.Webhooks;

/// <summary>One event on its way to a webhook, with what became of it.</summary>
public sealed record WebhookDelivery
{
    public required string DeliveryId { get; init; }

    /// <summary>The <c>id</c> of the CloudEvent, the same however often it is sent.</summary>
    public required string EventId { get; init; }

    public required string JobId { get; init; }

    /// <summary>The event's number within its job.</summary>
    public required long Seq { get; init; }

    /// <summary>The event's lifecycle name.</summary>
    public required string Type { get; init; }

    public required WebhookDeliveryStatus Status { get; init; }

    /// <summary>How often it was sent.</summary>
    public required int Attempts { get; init; }

    /// <summary>What the receiver answered last; null when it did not.</summary>
    public int? ResponseStatus { get; init; }

    /// <summary>Why the last attempt failed; null when it did not.</summary>
    public string? Error { get; init; }

    /// <summary>How long the last attempt took.</summary>
    public double? DurationSeconds { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null before the first.</summary>
    public DateTimeOffset? LastAttemptAt { get; init; }

    /// <summary>When it is tried again; null unless it is retrying.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>The delivery that somebody asked to be sent again; null for the event's own turn.</summary>
    public string? RedeliveryOf { get; init; }
}
