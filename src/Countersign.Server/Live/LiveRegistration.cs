using Countersign.Server.Ports;
using Countersign.Server.Sockets;
using Countersign.Server.Telemetry;
using Countersign.Server.Turns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Countersign.Server.Live;

/// <summary>How a host's events become live; it chooses one of these after it has registered its storage, or has none.</summary>
public static class LiveRegistration
{
    /// <summary>For a host whose process makes every commit and holds every connection.</summary>
    public static IServiceCollection AddLiveEvents(this IServiceCollection services) => services
        .AddSingleton<LiveFeed>()
        .AddSingleton<LiveSubscriptions>()
        .AddSingleton<HubAnswers>()
        .AddSingleton<HubTickets>()
        .AddSingleton(provider => new LiveConnections(
            provider.GetRequiredService<HubAnswers>(),
            provider.GetRequiredService<LiveSubscriptions>(),
            provider.GetRequiredService<SubscriberCounters>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<LiveConnections>>()))
        .AddSingleton<SocketParts>()
        .AddSingleton(provider => new SocketSessions(provider.GetRequiredService<SocketParts>()))
        .AnnounceTo<LiveFeed>();

    /// <summary>
    /// For a host of many processes, with the connections at a service that knows groups: the host adds <see cref="IHubGroups"/>
    /// for that service.
    /// </summary>
    public static IServiceCollection AddGroupEvents(this IServiceCollection services) => services
        .AddSingleton<HubAnswers>()
        .AddSingleton(provider => new GroupCalls(
            provider.GetRequiredService<HubAnswers>(),
            provider.GetRequiredService<IJobStore>(),
            provider.GetRequiredService<IEventLog>(),
            provider.GetRequiredService<IHubGroups>(),
            provider.GetRequiredService<ILogger<GroupCalls>>()))
        .AddSingleton<GroupAnnouncer>()
        .AddSingleton<IHostedService>(provider => provider.GetRequiredService<GroupAnnouncer>())
        .AnnounceTo<GroupAnnouncer>();

    /// <summary>Puts the announcing store in front of the one that the host has registered.</summary>
    private static IServiceCollection AnnounceTo<TAnnouncer>(this IServiceCollection services)
        where TAnnouncer : class, IEventAnnouncer
    {
        var stored = services.Last(service => service.ServiceType == typeof(IJobStore));
        services.AddSingleton<IEventAnnouncer>(provider => provider.GetRequiredService<TAnnouncer>());
        return services.Replace(ServiceDescriptor.Singleton<IJobStore>(provider => new AnnouncingJobStore(
            (IJobStore)Resolve(stored, provider),
            provider.GetRequiredService<IEventAnnouncer>(),
            provider.GetRequiredService<JobTurns>(),
            provider.GetRequiredService<ILogger<AnnouncingJobStore>>(),
            provider.GetRequiredService<JobMetrics>())));
    }

    private static object Resolve(ServiceDescriptor service, IServiceProvider provider) =>
        service.ImplementationInstance
        ?? service.ImplementationFactory?.Invoke(provider)
        ?? ActivatorUtilities.CreateInstance(provider, service.ImplementationType!);
}
