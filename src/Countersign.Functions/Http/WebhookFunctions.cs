using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Countersign.Functions.Http;

/// <summary>Webhooks.</summary>
public sealed class WebhookFunctions(FunctionInvoker api)
{
    [Function("CreateWebhook")]
    public Task<IResult> CreateWebhookAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/webhooks")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(WebhookEndpoints.Create, request, durable);

    [Function("ListWebhooks")]
    public Task<IResult> ListWebhooksAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/webhooks")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(WebhookEndpoints.List, request, durable);

    [Function("GetWebhook")]
    public Task<IResult> GetWebhookAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/webhooks/{webhook_id}")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(WebhookEndpoints.Get, request, durable);

    [Function("PatchWebhook")]
    public Task<IResult> PatchWebhookAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "api/webhooks/{webhook_id}")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(WebhookEndpoints.Patch, request, durable);

    [Function("DeleteWebhook")]
    public Task<IResult> DeleteWebhookAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/webhooks/{webhook_id}")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(WebhookEndpoints.Delete, request, durable);

    [Function("ListWebhookDeliveries")]
    public Task<IResult> ListWebhookDeliveriesAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/webhooks/{webhook_id}/deliveries")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(WebhookEndpoints.Deliveries, request, durable);

    [Function("RedeliverWebhook")]
    public Task<IResult> RedeliverWebhookAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/webhooks/{webhook_id}/deliveries/{delivery_id}/redeliver")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(WebhookEndpoints.Redeliver, request, durable);
}
