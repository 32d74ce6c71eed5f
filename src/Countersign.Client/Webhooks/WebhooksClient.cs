using Countersign.Client.Http;
using Countersign.Contracts;
using Countersign.Contracts.Webhooks;

namespace Countersign.Client.Webhooks;

/// <summary>Addresses that events are sent to. <see cref="WebhookSignature"/> checks what arrives there.</summary>
public sealed class WebhooksClient
{
    private const string Route = "api/webhooks";

    private readonly ApiSender _sender;

    internal WebhooksClient(ApiSender sender) => _sender = sender;

    /// <summary>
    /// Saves a webhook. Without a secret in the request, the answer holds the one that the server made: this once. Refused with
    /// <c>webhook_exists</c> when its identifier is taken, and with <c>target_not_allowed</c> for hosts that the server may not reach.
    /// </summary>
    public Task<Webhook> CreateAsync(WebhookRequest webhook, CancellationToken cancellationToken = default) => _sender.SendAsync(
        Requests.Post(Route, webhook, Requests.Json.WebhookRequest), ContractsJson.Default.Webhook, cancellationToken);

    /// <summary>Reads a webhook with how its deliveries go.</summary>
    public Task<Webhook> GetAsync(string webhookId, CancellationToken cancellationToken = default) =>
        _sender.SendAsync(Requests.Get(ApiPath.Of(Route, webhookId)), ContractsJson.Default.Webhook, cancellationToken);

    /// <summary>Every webhook that fits, page after page as they are read, newest first.</summary>
    /// <param name="text">Part of the URL or identifier; null for all.</param>
    /// <param name="owner">Who saved it; for administrators. Null for all.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public IAsyncEnumerable<Webhook> ListAsync(string? text = null, string? owner = null, CancellationToken cancellationToken = default) =>
        Pages.AllAsync(
            async paging =>
            {
                var path = ApiPath.WithQuery(Route, [("q", text), ("owner", owner), .. paging]);
                var page = await _sender.SendAsync(Requests.Get(path), ContractsJson.Default.WebhookList, cancellationToken).ConfigureAwait(false);
                return (page.Items, page.Total);
            },
            cancellationToken);

    /// <summary>Changes what the request names. One that is enabled again goes on with the event that it had come to.</summary>
    public Task<Webhook> UpdateAsync(string webhookId, WebhookRequest changes, CancellationToken cancellationToken = default) => _sender.SendAsync(
        Requests.Send(HttpMethod.Patch, ApiPath.Of(Route, webhookId), changes, Requests.Json.WebhookRequest),
        ContractsJson.Default.Webhook,
        cancellationToken);

    /// <summary>Removes a webhook with its deliveries. One that is under way may still arrive.</summary>
    public Task DeleteAsync(string webhookId, CancellationToken cancellationToken = default) =>
        _sender.SendAsync(Requests.Delete(ApiPath.Of(Route, webhookId)), cancellationToken);

    /// <summary>What was sent to it last, newest first; the server keeps 100.</summary>
    /// <param name="webhookId">The webhook.</param>
    /// <param name="statuses">Only deliveries with one of these; null for all.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public IAsyncEnumerable<WebhookDelivery> DeliveriesAsync(
        string webhookId, IReadOnlyCollection<WebhookDeliveryStatus>? statuses = null, CancellationToken cancellationToken = default) =>
        Pages.AllAsync(
            async paging =>
            {
                var path = ApiPath.WithQuery(ApiPath.Of(Route, webhookId, "/deliveries"), [("status", ApiPath.Words(statuses)), .. paging]);
                var page = await _sender.SendAsync(Requests.Get(path), ContractsJson.Default.WebhookDeliveryList, cancellationToken).ConfigureAwait(false);
                return (page.Items, page.Total);
            },
            cancellationToken);

    /// <summary>Sends an event again, once, whatever else waits; returns the new delivery.</summary>
    public Task<WebhookDelivery> RedeliverAsync(string webhookId, string deliveryId, CancellationToken cancellationToken = default) => _sender.SendAsync(
        Requests.Post(ApiPath.Of(Route, webhookId, $"/deliveries/{ApiPath.Segment(deliveryId)}/redeliver")),
        ContractsJson.Default.WebhookDelivery,
        cancellationToken);
}
