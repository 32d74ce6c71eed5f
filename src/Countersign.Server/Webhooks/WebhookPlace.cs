namespace Countersign.Server.Webhooks;

/// <summary>Where a process is with a webhook.</summary>
/// <param name="WebhookCreatedAt">Which webhook: another one of the same name has another place.</param>
/// <param name="Cursor">The place in the feed.</param>
internal sealed record WebhookPlace(DateTimeOffset WebhookCreatedAt, string Cursor);
