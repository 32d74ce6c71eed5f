using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Countersign.Functions.Http;

/// <summary>What HTTP functions need.</summary>
internal static class FunctionInvocationRegistration
{
    public static IServiceCollection AddFunctionInvocation(this IServiceCollection services) => services
        .AddSingleton<FunctionInvoker>()
        // Bodies are counted where they are read, against Limits:MaxBodyBytes and Limits:MaxUploadBytes.
        .Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = null);
}
