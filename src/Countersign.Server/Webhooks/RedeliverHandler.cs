using Countersign.Contracts;
using Countersign.Contracts.Webhooks;
using Countersign.Server.Http;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Webhooks;

/// <summary>Asks for an event to be sent again, once, whatever else waits. Asking twice before it was sent is asking once.</summary>
internal sealed class RedeliverHandler(IDefinitionStore definitions, WebhookStates states, WebhookSignal signal, TimeProvider clock)
    : WebhookEndpointHandler(definitions, states)
{
    protected override async Task<IResult> AnswerAsync(ApiRequest request, SavedWebhook webhook, CancellationToken cancellationToken)
    {
        var deliveryId = request.Route("delivery_id");
        if (await FindStateAsync(webhook, cancellationToken) is not { } state
            || state.Content.Deliveries.FirstOrDefault(kept => kept.DeliveryId == deliveryId) is not { } original)
        {
            return Refusals.DeliveryNotFound(webhook.WebhookId, deliveryId, SavedWebhookState.MostDeliveries);
        }

        if (!state.IsEnabled)
        {
            return Refusals.WebhookDisabled(webhook.WebhookId);
        }

        var wanted = New(original, WholeMilliseconds.Of(clock.GetUtcNow()));
        await Definitions.UpdateAsync(
            DefinitionSorts.WebhookState,
            state.Id,
            record =>
            {
                var found = SavedWebhookState.Of(record);
                if (found.Pending.FirstOrDefault(pending => pending.EventId == original.EventId) is { } pending)
                {
                    wanted = pending;
                    return record;
                }

                var deliveries = SavedWebhookState.Put(found.Content.Deliveries, wanted);
                return SavedWebhookState.With(record, found.Content with { Deliveries = deliveries }, record.DueAt);
            },
            cancellationToken);
        signal.Set();
        return Answers.Json(wanted, ContractsJson.Default.WebhookDelivery, StatusCodes.Status202Accepted);
    }

    private WebhookDelivery New(WebhookDelivery original, DateTimeOffset now) => new()
    {
        DeliveryId = TimeOrderedId.New(clock),
        EventId = original.EventId,
        JobId = original.JobId,
        Seq = original.Seq,
        Type = original.Type,
        Status = WebhookDeliveryStatus.Pending,
        Attempts = 0,
        CreatedAt = now,
        RedeliveryOf = original.RedeliveryOf ?? original.DeliveryId,
    };
}
