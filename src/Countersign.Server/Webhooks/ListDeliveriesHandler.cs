using Countersign.Contracts;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Webhooks;
using Countersign.Server.Http;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Webhooks;

/// <summary>Lists what was sent to a webhook last, the newest first.</summary>
internal sealed class ListDeliveriesHandler(IDefinitionStore definitions, WebhookStates states) : WebhookEndpointHandler(definitions, states)
{
    protected override async Task<IResult> AnswerAsync(ApiRequest request, SavedWebhook webhook, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var fields = new QueryFields(request.Http.Query, errors);
        var statuses = fields.Choices<WebhookDeliveryStatus>("status");
        var skip = fields.Skip();
        var limit = fields.Limit();
        fields.RefuseOthers();
        if (!errors.IsEmpty)
        {
            return Refusals.Invalid(errors);
        }

        var state = await FindStateAsync(webhook, cancellationToken);
        WebhookDelivery[] found =
            [.. (state?.Content.Deliveries ?? []).Where(delivery => statuses.Count == 0 || statuses.Contains(delivery.Status))];
        return Answers.Json(new WebhookDeliveryList([.. found.Skip(skip).Take(limit)], found.Length), ContractsJson.Default.WebhookDeliveryList);
    }
}
