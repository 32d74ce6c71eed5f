using Countersign.Contracts;
using Countersign.Server.Http;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Webhooks;

internal sealed class GetWebhookHandler(IDefinitionStore definitions, WebhookStates states) : WebhookEndpointHandler(definitions, states)
{
    protected override async Task<IResult> AnswerAsync(ApiRequest request, SavedWebhook webhook, CancellationToken cancellationToken) =>
        Answers.Json(webhook.Show(await FindStateAsync(webhook, cancellationToken)), ContractsJson.Default.Webhook);
}
