namespace Countersign.Contracts.Webhooks;

/// <summary>What became of a delivery.</summary>
public enum WebhookDeliveryStatus
{
    /// <summary>Somebody asked for it, and it was not sent yet.</summary>
    Pending,

    /// <summary>The receiver answered 2xx.</summary>
    Delivered,

    /// <summary>It failed and is tried again; later events wait for it.</summary>
    Retrying,

    /// <summary>It failed and is not tried again by itself.</summary>
    Failed,
}
