using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Countersign.Contracts.Webhooks;
using Countersign.Server.Access;
using Countersign.Server.Ports;

namespace Countersign.Server.Webhooks;

/// <summary>A webhook with how the store keeps it.</summary>
internal sealed record SavedWebhook(DefinitionRecord Definition, StoredWebhook Content)
{
    private static readonly JsonTypeInfo<StoredWebhook> Type = (JsonTypeInfo<StoredWebhook>)StoreJson.Options.GetTypeInfo(typeof(StoredWebhook));

    public string WebhookId => Definition.Id;

    public WebhookRequest Request => Content.Request;

    /// <summary>Whose events it gets.</summary>
    public Caller Owner => new(Definition.Owner, Content.Roles);

    public static SavedWebhook Of(DefinitionRecord record) => new(record, record.Content.Deserialize(Type)!);

    /// <summary>The record with other content.</summary>
    public static DefinitionRecord WithContent(DefinitionRecord record, StoredWebhook content) => record with
    {
        Name = content.Request.Url!,
        Content = JsonSerializer.SerializeToElement(
            content with { Request = content.Request with { WebhookId = null, Secret = null, Enabled = null } }, Type),
    };

    /// <param name="state">How far it has come; null where the process ended between saving it and that.</param>
    public Webhook Show(SavedWebhookState? state)
    {
        var content = state?.Content;
        return new Webhook
        {
            WebhookId = WebhookId,
            Url = Request.Url!,
            Events = Request.Events!,
            Filter = Request.Filter,
            Enabled = state?.IsEnabled ?? false,
            DisabledReason = content is null ? "The server ended while the webhook was saved. Set enabled to true." : content.DisabledReason,
            DisabledAt = content is null ? Definition.CreatedAt : content.DisabledAt,
            Owner = Definition.Owner,
            CreatedAt = Definition.CreatedAt,
            UpdatedAt = Definition.UpdatedAt,
            ConsecutiveFailures = content?.Failures ?? 0,
            NextAttemptAt = content is { Failures: > 0 } ? state!.Definition.DueAt : null,
            LastDelivery = content?.Deliveries is [var last, ..] ? last : null,
        };
    }
}
