using Countersign.Contracts.Events;
using Countersign.Contracts.Webhooks;
using Countersign.Server.Events;
using Countersign.Server.Ports;
using Microsoft.Extensions.Logging;

namespace Countersign.Server.Webhooks;

/// <summary>Sends a webhook what it is to get, one event after the other, until there is no more or one fails.</summary>
/// <remarks>
/// The cursor moves on only when an event has arrived, so a process that ends in between sends it again: receivers know it by its
/// id. A failed event holds up the webhook's later ones, so that what arrives is in order, and no other webhook's.
/// </remarks>
internal sealed class WebhookDeliverer(
    WebhookStates states,
    WebhookFilters filters,
    WebhookSender sender,
    SharedEvents shared,
    IEventFeed feed,
    IEventLog log,
    TimeProvider clock,
    ILogger<WebhookDeliverer> logger)
{
    public const string LostPlaceReason =
        "Its place in the events is not known to this store, as after a restored backup. Set enabled to true to go on with what comes.";

    /// <summary>How often it is stored that events were passed by, so that a restart does not look at all of them again.</summary>
    private static readonly TimeSpan StoresPassedEvery = TimeSpan.FromSeconds(10);

    /// <summary>Goes on where the webhook was.</summary>
    /// <param name="stateId">The identifier of the webhook's state.</param>
    /// <param name="from">Where this process was, which may be ahead of what is stored where events were passed by; null for what is stored.</param>
    /// <param name="until">When to stop between two events; null for when there are no more.</param>
    /// <param name="cancellationToken">Ends it at once; an event that was under way is sent again.</param>
    public async Task<WebhookPause> RunAsync(string stateId, string? from, DateTimeOffset? until, CancellationToken cancellationToken)
    {
        if (await states.FindEnabledAsync(stateId, cancellationToken) is not var (webhook, state))
        {
            return WebhookPause.Over;
        }

        await SendPendingAsync(webhook, state, cancellationToken);
        if (state.Definition.DueAt > clock.GetUtcNow())
        {
            return WebhookPause.OfTime(state.Definition.DueAt);
        }

        try
        {
            return await FollowAsync(webhook, state, from ?? state.Content.Cursor, until ?? DateTimeOffset.MaxValue, cancellationToken);
        }
        catch (InvalidCursorException)
        {
            var end = await feed.FindEndAsync(cancellationToken);
            await states.LoseAsync(state, end, LostPlaceReason, WholeMilliseconds.Of(clock.GetUtcNow()), cancellationToken);
            logger.WebhookDisabled(webhook.WebhookId, LostPlaceReason);
            return WebhookPause.Over;
        }
    }

    private async Task<WebhookPause> FollowAsync(
        SavedWebhook webhook, SavedWebhookState state, string cursor, DateTimeOffset until, CancellationToken cancellationToken)
    {
        while (true)
        {
            var page = await shared.ReadAllAsync(cursor, cancellationToken);
            if (page.Next == cursor)
            {
                await PassAsync(state, cursor, cancellationToken);
                return WebhookPause.AtEnd(cursor);
            }

            foreach (var entry in page.Entries.Where(entry => WebhookFilters.Asks(webhook.Request, entry.Event)))
            {
                // As it is now: it may have been changed, disabled or removed while the one before was sent.
                if (await states.FindEnabledAsync(state.Id, cancellationToken) is not var (current, before))
                {
                    return WebhookPause.Over;
                }

                var now = clock.GetUtcNow();
                if (now >= until || before.Content.Cursor != state.Content.Cursor)
                {
                    return WebhookPause.OfTime(now);
                }

                (webhook, state) = (current, before);
                if (!WebhookFilters.Asks(webhook.Request, entry.Event) || !await filters.AllowsAsync(webhook, entry.Event.JobId, cancellationToken))
                {
                    continue;
                }

                if (await SendAsync(webhook, state, entry, cancellationToken) is not { } after)
                {
                    return WebhookPause.OfTime(now);
                }

                state = after;
                if (!state.IsEnabled || state.Content.Failures > 0)
                {
                    return state.IsEnabled ? WebhookPause.OfTime(state.Definition.DueAt) : WebhookPause.Over;
                }
            }

            cursor = page.Next;
            state = await PassAsync(state, cursor, cancellationToken);
        }
    }

    /// <returns>The state after it; null where it is another by now.</returns>
    private async Task<SavedWebhookState?> SendAsync(SavedWebhook webhook, SavedWebhookState state, FeedEntry entry, CancellationToken cancellationToken)
    {
        var id = WebhookStates.DeliveryIdOf(state, entry.Event);
        var delivery = state.Content.Deliveries.FirstOrDefault(kept => kept.DeliveryId == id) ?? NewDelivery(id, entry.Event);
        var answer = await sender.SendAsync(webhook, entry.Event, id, cancellationToken);

        // A host that stops now has heard the answer: not to note it would send the event again.
        var after = await states.NoteAsync(state, delivery, answer, entry.Cursor, CancellationToken.None);
        if (after?.Content.DisabledReason is { } reason)
        {
            logger.WebhookDisabled(webhook.WebhookId, reason);
        }

        return after;
    }

    private async Task SendPendingAsync(SavedWebhook webhook, SavedWebhookState state, CancellationToken cancellationToken)
    {
        foreach (var delivery in state.Pending)
        {
            var found = await log.ReadAsync(delivery.JobId, delivery.Seq - 1, 1, type: null, cancellationToken);
            var answer = found is [var entry] && await filters.MayReadAsync(webhook.Owner, delivery.JobId, cancellationToken)
                ? await sender.SendAsync(webhook, entry, delivery.DeliveryId, cancellationToken)
                : new WebhookAnswer(WholeMilliseconds.Of(clock.GetUtcNow()), null, "The event is gone with its job.", null, TimeSpan.Zero);
            var status = answer.Arrived ? WebhookDeliveryStatus.Delivered : WebhookDeliveryStatus.Failed;
            await states.NotePendingAsync(state, WebhookProgress.Attempted(delivery, answer, status), CancellationToken.None);
        }
    }

    /// <summary>Stores where it is, where that was not done for some time.</summary>
    private async Task<SavedWebhookState> PassAsync(SavedWebhookState state, string cursor, CancellationToken cancellationToken)
    {
        var now = WholeMilliseconds.Of(clock.GetUtcNow());
        if (state.Content.Cursor == cursor || now - state.Definition.UpdatedAt < StoresPassedEvery)
        {
            return state;
        }

        return await states.PassAsync(state, cursor, now, cancellationToken) ?? state;
    }

    private WebhookDelivery NewDelivery(string id, JobEvent entry) => new()
    {
        DeliveryId = id,
        EventId = CloudEvent.IdOf(entry),
        JobId = entry.JobId,
        Seq = entry.Seq,
        Type = entry.Type,
        Status = WebhookDeliveryStatus.Retrying,
        Attempts = 0,
        CreatedAt = WholeMilliseconds.Of(clock.GetUtcNow()),
    };
}
