using Azure.Core.Serialization;
using Countersign.Server.Live;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Countersign.Functions.Live;

/// <summary>Azure SignalR Service as the carrier of live events.</summary>
internal static class SignalRRegistration
{
    /// <summary>
    /// Adds the hub where its connection is configured. Without, everything else works: clients are told that there is no hub,
    /// and follow jobs by HTTP.
    /// </summary>
    public static IServiceCollection AddSignalRHub(this IServiceCollection services, IConfiguration settings)
    {
        if (!IsConfigured(settings))
        {
            return services;
        }

        // The service's own serializer for this mode knows nothing of JsonElement.
        services.AddServerlessHub<Jobs>(
            hub => hub.WithOptions(options => options.UseJsonObjectSerializer(new JsonObjectSerializer())));
        return services
            .AddSingleton<HubCaller>()
            .AddSingleton<SignalRServiceHub>()
            .AddSingleton<IHubGroups>(provider => provider.GetRequiredService<SignalRServiceHub>())
            .AddSingleton<IHubNegotiator>(provider => provider.GetRequiredService<SignalRServiceHub>())
            .AddGroupEvents();
    }

    private static bool IsConfigured(IConfiguration settings) =>
        settings.GetSection(JobsHub.ConnectionSetting).Exists() || settings.GetConnectionString(JobsHub.ConnectionSetting) is not null;
}
