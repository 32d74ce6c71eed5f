using Countersign.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Countersign.Functions.Http;

/// <summary>What HTTP functions need.</summary>
internal static class FunctionInvocationRegistration
{
    /// <param name="services">Where to add it.</param>
    /// <param name="bodyLimit">What the Functions host lets through, in bytes: the limits that callers read must not promise more.</param>
    public static IServiceCollection AddFunctionInvocation(this IServiceCollection services, long bodyLimit) => services
        .AddSingleton<FunctionInvoker>()
        .PostConfigure<LimitsOptions>(limits =>
        {
            limits.MaxBodyBytes = Math.Min(limits.MaxBodyBytes, bodyLimit);
            limits.MaxUploadBytes = Math.Min(limits.MaxUploadBytes, bodyLimit);
        })
        // Bodies are counted where they are read, against Limits:MaxBodyBytes and Limits:MaxUploadBytes.
        .Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = null);
}
