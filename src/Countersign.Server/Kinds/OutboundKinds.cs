using Countersign.Kinds;
using Countersign.Kinds.HttpPipeline;
using Countersign.Kinds.Outbound;
using Countersign.Server.Secrets;
using Microsoft.Extensions.DependencyInjection;

namespace Countersign.Server.Kinds;

/// <summary>The client for other machines, and the kind that sends requests with it.</summary>
internal static class OutboundKinds
{
    // Kinds are made while options are validated: what is not valid must not keep the other problems from being listed.
    public static IServiceCollection AddOutbound(this IServiceCollection services) => services
        .AddSingleton<IHostAddresses, SystemHostAddresses>()
        .AddSingleton<IOutboundHttp>(provider => new GuardedHttp(
            provider.GetRequiredService<HttpOptions>().ToHostList(),
            provider.GetRequiredService<IHostAddresses>(),
            provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<ISealedValues, SealedValues>()
        .AddSingleton<IJobKind>(provider => new HttpPipelineKind(
            provider.GetRequiredService<IOutboundHttp>,
            () => provider.GetRequiredService<HttpOptions>().ToHostList(),
            provider.GetRequiredService<ISealedValues>,
            provider.GetRequiredService<TimeProvider>()));
}
