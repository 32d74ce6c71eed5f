namespace Countersign.Server.Webhooks;

/// <summary>Why delivering to a webhook stopped for now.</summary>
/// <param name="Cursor">Everything up to here was sent or passed by: go on when there is more. Null where that is not why.</param>
/// <param name="Until">When to go on, as where an event failed. Null where that is not why.</param>
internal sealed record WebhookPause(string? Cursor, DateTimeOffset? Until)
{
    /// <summary>The webhook is disabled or gone.</summary>
    public static WebhookPause Over { get; } = new(null, null);

    public static WebhookPause AtEnd(string cursor) => new(cursor, null);

    public static WebhookPause OfTime(DateTimeOffset? until) => new(null, until);
}
