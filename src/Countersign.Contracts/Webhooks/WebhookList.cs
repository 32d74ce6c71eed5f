namespace Countersign.Contracts.Webhooks;

/// <summary>One page of webhooks.</summary>
/// <param name="Items">The newest first.</param>
/// <param name="Total">How many match, on all pages together.</param>
public sealed record WebhookList(IReadOnlyList<Webhook> Items, long Total);
