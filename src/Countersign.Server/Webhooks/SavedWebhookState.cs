using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Countersign.Contracts.Webhooks;
using Countersign.Server.Ports;

namespace Countersign.Server.Webhooks;

/// <summary>How far a webhook has come, with how the store keeps it.</summary>
internal sealed record SavedWebhookState(DefinitionRecord Definition, StoredWebhookState Content)
{
    /// <summary>How many deliveries are kept; those that are still to be made are kept besides.</summary>
    public const int MostDeliveries = 100;

    private static readonly JsonTypeInfo<StoredWebhookState> Type =
        (JsonTypeInfo<StoredWebhookState>)StoreJson.Options.GetTypeInfo(typeof(StoredWebhookState));

    /// <summary>Between the webhook and its time of creation; no webhook's identifier holds it.</summary>
    private const char Separator = '~';

    public string Id => Definition.Id;

    /// <summary>The webhook that this is the state of, or was.</summary>
    public string WebhookId => Id[..Id.LastIndexOf(Separator)];

    public bool IsEnabled => Definition.DueAt is not null;

    /// <summary>What somebody asked to be sent again, the oldest first.</summary>
    public IEnumerable<WebhookDelivery> Pending => Content.Deliveries.Where(delivery => delivery.Status == WebhookDeliveryStatus.Pending).Reverse();

    public static SavedWebhookState Of(DefinitionRecord record) => new(record, record.Content.Deserialize(Type)!);

    /// <summary>The identifier of a webhook's state: another webhook of the name, before it or after it, has another.</summary>
    public static string IdOf(DefinitionRecord webhook) =>
        string.Create(CultureInfo.InvariantCulture, $"{webhook.Id}{Separator}{webhook.CreatedAt.ToUnixTimeMilliseconds()}");

    /// <summary>The state of a new webhook, or of one that lost its state.</summary>
    /// <param name="webhook">The webhook's record.</param>
    /// <param name="cursor">Events behind it are sent.</param>
    /// <param name="enabled">Whether they are, for now.</param>
    /// <param name="at">When; in whole milliseconds.</param>
    public static DefinitionRecord New(DefinitionRecord webhook, string cursor, bool enabled, DateTimeOffset at)
    {
        var record = DefinitionRecord.New(DefinitionSorts.WebhookState, IdOf(webhook), webhook.Owner, webhook.Name, webhook.CreatedAt);
        return With(record, new StoredWebhookState { Cursor = cursor, DisabledAt = enabled ? null : at }, enabled ? ReadyAt(record) : null);
    }

    /// <summary>The due time of a webhook that has nothing to wait for: always the same, so that stores need not move it with each event.</summary>
    public static DateTimeOffset ReadyAt(DefinitionRecord record) => record.CreatedAt;

    /// <summary>The record of a webhook that gets nothing more until somebody enables it.</summary>
    /// <param name="reason">Why the server disables it; null when a person does.</param>
    /// <param name="at">When; in whole milliseconds.</param>
    public DefinitionRecord Disable(string? reason, DateTimeOffset at)
    {
        var deliveries = Content.Deliveries.Select(delivery => delivery.Status == WebhookDeliveryStatus.Retrying
            ? delivery with { Status = WebhookDeliveryStatus.Failed, NextAttemptAt = null }
            : delivery);
        return With(Definition, Content with { DisabledReason = reason, DisabledAt = at, Deliveries = [.. deliveries] }, null);
    }

    /// <summary>The record of a webhook that goes on where it was.</summary>
    public DefinitionRecord Enable() =>
        With(Definition, Content with { DisabledReason = null, DisabledAt = null, Failures = 0, FailingSince = null }, ReadyAt(Definition));

    /// <summary>The record with other content.</summary>
    /// <param name="record">The record.</param>
    /// <param name="content">What is kept, without the oldest deliveries that are too many.</param>
    /// <param name="dueAt">When the next event may be sent; null while the webhook is disabled.</param>
    public static DefinitionRecord With(DefinitionRecord record, StoredWebhookState content, DateTimeOffset? dueAt) => record with
    {
        DueAt = dueAt,
        Content = JsonSerializer.SerializeToElement(content with { Deliveries = Bounded(content.Deliveries) }, Type),
    };

    /// <summary>The deliveries with one put in its place: where it stands already, or before the others.</summary>
    public static IReadOnlyList<WebhookDelivery> Put(IReadOnlyList<WebhookDelivery> deliveries, WebhookDelivery delivery) =>
        deliveries.Any(kept => kept.DeliveryId == delivery.DeliveryId)
            ? [.. deliveries.Select(kept => kept.DeliveryId == delivery.DeliveryId ? delivery : kept)]
            : [delivery, .. deliveries];

    private static IReadOnlyList<WebhookDelivery> Bounded(IReadOnlyList<WebhookDelivery> deliveries) =>
        deliveries.Count <= MostDeliveries
            ? deliveries
            : [.. deliveries.Where((delivery, place) => place < MostDeliveries || delivery.Status == WebhookDeliveryStatus.Pending)];
}
