using System.Security.Cryptography;
using System.Text;
using Countersign.Contracts.Events;
using Countersign.Contracts.Webhooks;
using Countersign.Server.Ports;

namespace Countersign.Server.Webhooks;

/// <summary>Reads and writes how far webhooks have come.</summary>
internal sealed class WebhookStates(IDefinitionStore definitions)
{
    /// <summary>The webhook and its state as they are now; null where nothing is to be sent.</summary>
    /// <remarks>A state without its webhook is what a process that ended while removing it left behind; it is removed here.</remarks>
    public async Task<(SavedWebhook Webhook, SavedWebhookState State)?> FindEnabledAsync(string webhookId, CancellationToken cancellationToken)
    {
        if (await FindAsync(webhookId, cancellationToken) is not { } state)
        {
            return null;
        }

        var record = await definitions.GetAsync(DefinitionSorts.Webhook, webhookId, cancellationToken);
        if (record is null || record.CreatedAt != state.Definition.CreatedAt)
        {
            await definitions.DeleteAsync(DefinitionSorts.WebhookState, webhookId, cancellationToken);
            return null;
        }

        return state.IsEnabled ? (SavedWebhook.Of(record), state) : null;
    }

    /// <summary>The state under a webhook's identifier; null when there is none.</summary>
    public async Task<SavedWebhookState?> FindAsync(string webhookId, CancellationToken cancellationToken) =>
        await definitions.GetAsync(DefinitionSorts.WebhookState, webhookId, cancellationToken) is { } record ? SavedWebhookState.Of(record) : null;

    /// <summary>Stores that events were passed by.</summary>
    /// <returns>The state as it is now; null where it is another by now, or gone.</returns>
    public Task<SavedWebhookState?> PassAsync(SavedWebhookState before, string cursor, DateTimeOffset now, CancellationToken cancellationToken) => UpdateAsync(
        before,
        found => SavedWebhookState.With(found.Definition, found.Content with { Cursor = cursor }, found.Definition.DueAt) with { UpdatedAt = now },
        cancellationToken);

    /// <summary>Stores what became of the event that was its turn.</summary>
    /// <param name="before">The state when it was sent.</param>
    /// <param name="delivery">The delivery.</param>
    /// <param name="answer">What became of it.</param>
    /// <param name="cursor">The place behind the event.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <returns>The state as it is now; null where it is another by now, or gone.</returns>
    public Task<SavedWebhookState?> NoteAsync(
        SavedWebhookState before, WebhookDelivery delivery, WebhookAnswer answer, string cursor, CancellationToken cancellationToken) =>
        UpdateAsync(before, found => WebhookProgress.After(found, delivery, answer, cursor), cancellationToken);

    /// <summary>Disables a webhook whose place is no place of the feed.</summary>
    public Task LoseAsync(SavedWebhookState before, string end, string reason, DateTimeOffset now, CancellationToken cancellationToken) =>
        UpdateAsync(before, found => (found with { Content = found.Content with { Cursor = end } }).Disable(reason, now), cancellationToken);

    /// <summary>Stores what became of a delivery that somebody asked for.</summary>
    public Task<DefinitionRecord?> NotePendingAsync(SavedWebhookState before, WebhookDelivery delivery, CancellationToken cancellationToken) =>
        definitions.UpdateAsync(
            DefinitionSorts.WebhookState,
            before.Definition.Id,
            found => found.CreatedAt != before.Definition.CreatedAt ? found : Put(SavedWebhookState.Of(found), delivery),
            cancellationToken);

    /// <summary>What names the delivery of an event: a repeat after a crash is the same one.</summary>
    public static string DeliveryIdOf(SavedWebhookState state, JobEvent entry)
    {
        var facts = $"{state.Definition.Id}\n{state.Definition.CreatedAt.ToUnixTimeMilliseconds()}\n{CloudEvent.IdOf(entry)}\n{entry.Timestamp.UtcTicks}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(facts)).AsSpan(0, 16));
    }

    private static DefinitionRecord Put(SavedWebhookState found, WebhookDelivery delivery) => SavedWebhookState.With(
        found.Definition, found.Content with { Deliveries = SavedWebhookState.Put(found.Content.Deliveries, delivery) }, found.Definition.DueAt);

    private async Task<SavedWebhookState?> UpdateAsync(
        SavedWebhookState before, Func<SavedWebhookState, DefinitionRecord> change, CancellationToken cancellationToken)
    {
        var isSame = false;
        var after = await definitions.UpdateAsync(
            DefinitionSorts.WebhookState,
            before.Definition.Id,
            record =>
            {
                // Another host was faster, or the webhook of this name is another one.
                var found = SavedWebhookState.Of(record);
                isSame = record.CreatedAt == before.Definition.CreatedAt && found.Content.Cursor == before.Content.Cursor;
                return isSame ? change(found) : record;
            },
            cancellationToken);
        return isSame && after is not null ? SavedWebhookState.Of(after) : null;
    }
}
