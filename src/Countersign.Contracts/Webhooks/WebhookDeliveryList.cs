namespace Countersign.Contracts.Webhooks;

/// <summary>One page of a webhook's deliveries.</summary>
/// <param name="Items">The newest first.</param>
/// <param name="Total">How many are kept that match, on all pages together.</param>
public sealed record WebhookDeliveryList(IReadOnlyList<WebhookDelivery> Items, long Total);
