using Microsoft.Extensions.DependencyInjection;

namespace Countersign.Server.Limits;

/// <summary>What bounds how often somebody may ask.</summary>
internal static class RateLimitRegistration
{
    public static IServiceCollection AddRateLimits(this IServiceCollection services) => services
        .AddSingleton<EffectiveLimits>()
        .AddSingleton<RequestLimits>()
        .AddSingleton<CreationLimit>()
        .AddSingleton<FailedAuthentications>();
}
