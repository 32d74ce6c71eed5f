using Countersign.Contracts;
using Countersign.Contracts.Webhooks;
using Countersign.Server.Http;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Webhooks;

/// <summary>Lists the webhooks that the caller may see.</summary>
internal sealed class ListWebhooksHandler(IDefinitionStore definitions, WebhookStates states)
    : ListOwnDefinitionsHandler(definitions, DefinitionSorts.Webhook)
{
    protected override async Task<IResult> AnswerAsync(DefinitionPage page, CancellationToken cancellationToken)
    {
        var items = await Task.WhenAll(page.Items.Select(record => ShowAsync(SavedWebhook.Of(record), cancellationToken)));
        return Answers.Json(new WebhookList(items, page.Total), ContractsJson.Default.WebhookList);
    }

    private async Task<Webhook> ShowAsync(SavedWebhook webhook, CancellationToken cancellationToken) =>
        webhook.Show(await states.FindAsync(webhook.Definition, cancellationToken));
}
