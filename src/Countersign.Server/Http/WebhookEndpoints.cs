using Countersign.Contracts.Errors;
using Countersign.Contracts.Webhooks;
using Countersign.Server.Webhooks;

namespace Countersign.Server.Http;

/// <summary>Webhooks: addresses that events are sent to.</summary>
public static class WebhookEndpoints
{
    private const string Tag = "webhooks";
    private static readonly EndpointProblem NotFound = new(404, ErrorCodes.WebhookNotFound);
    private static readonly EndpointProblem NotAllowed = new(400, ErrorCodes.TargetNotAllowed);

    public static Endpoint Create { get; } = new()
    {
        Name = "CreateWebhook",
        Method = "POST",
        Route = "api/webhooks",
        Scope = EndpointScope.Write,
        Tag = Tag,
        Summary = "Save a webhook: an address that events of the caller's jobs are sent to. Without a secret the answer holds the one that was made, once.",
        Handler = typeof(CreateWebhookHandler),
        RequestType = typeof(WebhookRequest),
        Responses = [new(201, typeof(Webhook), "Saved; Location says where.")],
        Problems = [.. EndpointParts.BodyProblems, NotAllowed, new(409, ErrorCodes.WebhookExists), new(409, ErrorCodes.TooManyWebhooks)],
    };

    public static Endpoint List { get; } = new()
    {
        Name = "ListWebhooks",
        Method = "GET",
        Route = "api/webhooks",
        Scope = EndpointScope.Read,
        Tag = Tag,
        Summary = "List webhooks, newest first.",
        Handler = typeof(ListWebhooksHandler),
        Parameters =
        [
            new("owner", "Who saved it; for administrators."),
            new("q", "Part of the URL or identifier."),
            .. EndpointParts.Paging,
        ],
        Responses = [new(200, typeof(WebhookList), "One page.")],
        Problems = [new(400, ErrorCodes.InvalidRequest)],
    };

    public static Endpoint Get { get; } = new()
    {
        Name = "GetWebhook",
        Method = "GET",
        Route = "api/webhooks/{webhook_id}",
        Scope = EndpointScope.Read,
        Tag = Tag,
        Summary = "Read a webhook with how its deliveries go.",
        Handler = typeof(GetWebhookHandler),
        Responses = [new(200, typeof(Webhook), "The webhook, without its secret.")],
        Problems = [NotFound],
    };

    public static Endpoint Patch { get; } = new()
    {
        Name = "PatchWebhook",
        Method = "PATCH",
        Route = "api/webhooks/{webhook_id}",
        Scope = EndpointScope.Write,
        Tag = Tag,
        Summary = "Change what the body names. One that is enabled again goes on with the event that it had come to.",
        Handler = typeof(PatchWebhookHandler),
        RequestType = typeof(WebhookRequest),
        Responses = [new(200, typeof(Webhook), "The webhook as it is now.")],
        Problems = [.. EndpointParts.BodyProblems, NotAllowed, NotFound],
    };

    public static Endpoint Delete { get; } = new()
    {
        Name = "DeleteWebhook",
        Method = "DELETE",
        Route = "api/webhooks/{webhook_id}",
        Scope = EndpointScope.Write,
        Tag = Tag,
        Summary = "Remove a webhook with its deliveries. One that is under way may still arrive.",
        Handler = typeof(DeleteWebhookHandler),
        Responses = [new(204, null, "Removed.")],
        Problems = [NotFound],
    };

    public static Endpoint Deliveries { get; } = new()
    {
        Name = "ListWebhookDeliveries",
        Method = "GET",
        Route = "api/webhooks/{webhook_id}/deliveries",
        Scope = EndpointScope.Read,
        Tag = Tag,
        Summary = "List what was sent to a webhook last, newest first. The last 100 are kept.",
        Handler = typeof(ListDeliveriesHandler),
        Parameters = [new("status", "Any of pending, delivered, retrying, failed, separated by commas."), .. EndpointParts.Paging],
        Responses = [new(200, typeof(WebhookDeliveryList), "One page.")],
        Problems = [new(400, ErrorCodes.InvalidRequest), NotFound],
    };

    public static Endpoint Redeliver { get; } = new()
    {
        Name = "RedeliverWebhook",
        Method = "POST",
        Route = "api/webhooks/{webhook_id}/deliveries/{delivery_id}/redeliver",
        Scope = EndpointScope.Write,
        Tag = Tag,
        Summary = "Send an event again, once, whatever else waits.",
        Handler = typeof(RedeliverHandler),
        Responses = [new(202, typeof(WebhookDelivery), "It will be sent; the list of deliveries tells what became of it.")],
        Problems = [NotFound, new(404, ErrorCodes.DeliveryNotFound), new(409, ErrorCodes.WebhookDisabled)],
    };

    public static IReadOnlyList<Endpoint> All { get; } = [Create, List, Get, Patch, Delete, Deliveries, Redeliver];
}
