using Countersign.Server.Http;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Webhooks;

/// <summary>Removes a webhook with its deliveries. One that is under way may still arrive.</summary>
internal sealed class DeleteWebhookHandler(IDefinitionStore definitions, WebhookStates states, WebhookSignal signal)
    : WebhookEndpointHandler(definitions, states)
{
    protected override async Task<IResult> AnswerAsync(ApiRequest request, SavedWebhook webhook, CancellationToken cancellationToken)
    {
        // The webhook first: a state that is left without it is removed by whoever finds it.
        var removed = await Definitions.DeleteAsync(DefinitionSorts.Webhook, webhook.WebhookId, cancellationToken);
        await Definitions.DeleteAsync(DefinitionSorts.WebhookState, SavedWebhookState.IdOf(webhook.Definition), cancellationToken);
        signal.Set();
        return removed ? Results.NoContent() : Refusals.WebhookNotFound(webhook.WebhookId);
    }
}
