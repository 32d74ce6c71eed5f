using Countersign.Contracts;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Webhooks;
using Countersign.Server.Http;
using Countersign.Server.Jobs;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Webhooks;

/// <summary>Lists the webhooks that the caller may see.</summary>
internal sealed class ListWebhooksHandler(IDefinitionStore definitions, WebhookStates states) : IEndpointHandler
{
    public async Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var fields = new QueryFields(request.Http.Query, errors);
        var owner = fields.String("owner");
        var query = new DefinitionQuery
        {
            Sort = DefinitionSorts.Webhook,
            Owner = request.Caller.IsAdmin ? owner : request.Caller.User,
            Text = fields.String("q"),
            Skip = (int)fields.Integer("skip", 0, 0, int.MaxValue),
            Limit = (int)fields.Integer("limit", ListJobsHandler.DefaultPageSize, 1, ListJobsHandler.MaxPageSize),
        };
        fields.RefuseOthers();
        if (!errors.IsEmpty)
        {
            return Refusals.Invalid(errors);
        }

        var page = await definitions.ListAsync(query, cancellationToken);
        var items = await Task.WhenAll(page.Items.Select(record => ShowAsync(SavedWebhook.Of(record), cancellationToken)));
        return Answers.Json(new WebhookList(items, page.Total), ContractsJson.Default.WebhookList);
    }

    private async Task<Webhook> ShowAsync(SavedWebhook webhook, CancellationToken cancellationToken) =>
        webhook.Show(await states.FindAsync(webhook.Definition, cancellationToken));
}
