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
    public async Task<(SavedWebhook Webhook, SavedWebhookState State)?> FindEnabledAsync(string stateId, CancellationToken cancellationToken)
    {
        if (await FindAsync(stateId, cancellationToken) is not { } state)
        {
            return null;
        }

        var record = await definitions.GetAsync(DefinitionSorts.Webhook, state.WebhookId, cancellationToken);
        if (record is null || SavedWebhookState.IdOf(record) != stateId)
        {
            await definitions.DeleteAsync(DefinitionSorts.WebhookState, stateId, cancellationToken);
            return null;
        }

        return state.IsEnabled ? (SavedWebhook.Of(record), state) : null;
    }

    /// <summary>How far a webhook has come; null where it has no state.</summary>
    public Task<SavedWebhookState?> FindAsync(DefinitionRecord webhook, CancellationToken cancellationToken) =>
        FindAsync(SavedWebhookState.IdOf(webhook), cancellationToken);

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
        definitions.UpdateAsync(DefinitionSorts.WebhookState, before.Id, found => Put(SavedWebhookState.Of(found), delivery), cancellationToken);

    /// <summary>What names the delivery of an event: a repeat after a crash is the same one.</summary>
    public static string DeliveryIdOf(SavedWebhookState state, JobEvent entry)
    {
        var facts = $"{state.Id}\n{CloudEvent.IdOf(entry)}\n{entry.Timestamp.UtcTicks}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(facts)).AsSpan(0, 16));
    }

    private async Task<SavedWebhookState?> FindAsync(string stateId, CancellationToken cancellationToken) =>
        await definitions.GetAsync(DefinitionSorts.WebhookState, stateId, cancellationToken) is { } record ? SavedWebhookState.Of(record) : null;

    private static DefinitionRecord Put(SavedWebhookState found, WebhookDelivery delivery) => SavedWebhookState.With(
        found.Definition, found.Content with { Deliveries = SavedWebhookState.Put(found.Content.Deliveries, delivery) }, found.Definition.DueAt);

    private async Task<SavedWebhookState?> UpdateAsync(
        SavedWebhookState before, Func<SavedWebhookState, DefinitionRecord> change, CancellationToken cancellationToken)
    {
        var isSame = false;
        var after = await definitions.UpdateAsync(
            DefinitionSorts.WebhookState,
            before.Id,
            record =>
            {
                // Otherwise another host was faster.
                var found = SavedWebhookState.Of(record);
                isSame = found.Content.Cursor == before.Content.Cursor;
                return isSame ? change(found) : record;
            },
            cancellationToken);
        return isSame && after is not null ? SavedWebhookState.Of(after) : null;
    }
}
