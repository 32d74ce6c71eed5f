using Countersign.Contracts;
using Countersign.Server.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Countersign.Embedded.Live;

/// <summary>The SignalR hub of this host.</summary>
internal static class HubComposition
{
    /// <summary>Where clients find it.</summary>
    public const string Path = "/hubs/jobs";

    public static IServiceCollection AddHub(this IServiceCollection services)
    {
        services
            .AddSignalR(hub =>
            {
                hub.ClientTimeoutInterval = LiveLimits.Silence;
                hub.KeepAliveInterval = LiveLimits.PingEvery;
            })
            .AddJsonProtocol(json => json.PayloadSerializerOptions = ContractsJson.Default.Options);
        services.RemoveAll<IHubProtocol>();
        return services
            .AddSingleton<JsonHubProtocol>()
            .AddSingleton<IHubProtocol, OptionalArgumentProtocol>()
            .AddSingleton<HubLifetimeManager<JobsHub>, JobsHubLifetime>()
            .AddSingleton<IHubNegotiator, EmbeddedHubNegotiator>()
            .AddSingleton<HubDoor>();
    }

    public static void Map(WebApplication app)
    {
        var door = app.Services.GetRequiredService<HubDoor>();
        app.MapHub<JobsHub>(Path).Add(endpoint =>
        {
            var hub = endpoint.RequestDelegate!;
            endpoint.RequestDelegate = http => door.EnterAsync(http, hub);
        });
    }
}
