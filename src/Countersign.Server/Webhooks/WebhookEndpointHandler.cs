using Countersign.Server.Http;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Webhooks;

/// <summary>A handler of one webhook's endpoint: finds the webhook first, and answers only for those who may see it.</summary>
internal abstract class WebhookEndpointHandler(IDefinitionStore definitions, WebhookStates states) : IEndpointHandler
{
    protected IDefinitionStore Definitions { get; } = definitions;

    public async Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var id = request.Route("webhook_id");
        return await Definitions.GetAsync(DefinitionSorts.Webhook, id, cancellationToken) is { } record && request.Caller.MayRead(record.Owner)
            ? await AnswerAsync(request, SavedWebhook.Of(record), cancellationToken)
            : Refusals.WebhookNotFound(id);
    }

    /// <summary>How far the webhook has come; null where it has no state of its own.</summary>
    protected Task<SavedWebhookState?> FindStateAsync(SavedWebhook webhook, CancellationToken cancellationToken) =>
        states.FindAsync(webhook.Definition, cancellationToken);

    /// <summary>Answers for a webhook that the caller may see, and change where the request is to change it.</summary>
    protected abstract Task<IResult> AnswerAsync(ApiRequest request, SavedWebhook webhook, CancellationToken cancellationToken);
}
