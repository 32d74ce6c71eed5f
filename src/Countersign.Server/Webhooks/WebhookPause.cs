namespace Countersign.Server.Webhooks;

/// <summary>Why delivering to a webhook stopped for now.</summary>
/// <param name="Place">Everything up to here was sent or passed by: go on when there is more. Null where that is not why.</param>
/// <param name="Until">When to go on, as where an event failed. Null where that is not why.</param>
internal sealed record WebhookPause(WebhookPlace? Place, DateTimeOffset? Until)
{
    /// <summary>The webhook is disabled or gone.</summary>
    public static WebhookPause Over { get; } = new(null, null);

    public static WebhookPause AtEnd(WebhookPlace place) => new(place, null);

    public static WebhookPause OfTime(DateTimeOffset? until) => new(null, until);
}
