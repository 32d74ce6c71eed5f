using Microsoft.Extensions.DependencyInjection;

namespace Countersign.Server.Webhooks;

internal static class WebhookRegistration
{
    public static IServiceCollection AddWebhooks(this IServiceCollection services) => services
        .AddSingleton<WebhookSignal>()
        .AddSingleton<WebhookStates>()
        .AddSingleton<WebhookFilters>()
        .AddSingleton<WebhookSender>()
        .AddSingleton<WebhookDeliverer>()
        .AddSingleton<IWebhookDeliveries, WebhookDeliveries>();
}
