using Countersign.Contracts.Webhooks;

namespace Countersign.Server.Webhooks;

/// <summary>What stores hold of a webhook as it was saved.</summary>
internal sealed record StoredWebhook
{
    /// <summary>Without identifier, secret and <c>enabled</c>, which stand elsewhere.</summary>
    public required WebhookRequest Request { get; init; }

    /// <summary>In plain text: signing needs it as it is.</summary>
    public required string Secret { get; init; }

    /// <summary>What the owner might do when the webhook was saved last; its deliveries show no more.</summary>
    public required IReadOnlyList<string> Roles { get; init; }
}
