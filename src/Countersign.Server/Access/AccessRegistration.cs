using Microsoft.Extensions.DependencyInjection;

namespace Countersign.Server.Access;

/// <summary>Who a host answers; it chooses one of these, or stays closed.</summary>
public static class AccessRegistration
{
    /// <summary>Answers the person at this machine as administrator. For hosts that listen on loopback only.</summary>
    public static IServiceCollection AddLocalAccess(this IServiceCollection services) =>
        services.AddSingleton<ICallerSource, LocalCallerSource>();

    /// <summary>
    /// Answers whom App Service Authentication recognised; where that is off, the person at the machine of a local run; anywhere
    /// else nobody.
    /// </summary>
    public static IServiceCollection AddPlatformAccess(this IServiceCollection services, HostingPlatform platform)
    {
        ArgumentNullException.ThrowIfNull(platform);
        return platform switch
        {
            { AuthenticatesCallers: true } => services.AddSingleton<ICallerSource, AppServiceCallerSource>(),
            { IsLocalRun: true } => services.AddLocalAccess(),
            _ => services,
        };
    }
}
