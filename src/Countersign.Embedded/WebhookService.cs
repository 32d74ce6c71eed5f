using Countersign.Server.Webhooks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Countersign.Embedded;

/// <summary>Sends events to webhooks.</summary>
internal sealed class WebhookService(IWebhookDeliveries webhooks, ILogger<WebhookService> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => webhooks.RunAsync(logger.WebhooksFailed, stoppingToken);
}
