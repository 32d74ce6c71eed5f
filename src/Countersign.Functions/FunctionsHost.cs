using Countersign.Functions.Engine;
using Countersign.Functions.Http;
using Countersign.Functions.Live;
using Countersign.Server;
using Countersign.Server.Access;
using Countersign.Server.Access.Tokens;
using Countersign.Server.Proof;
using Countersign.Storage.Azure;
using Countersign.Storage.Azure.Signing;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;

namespace Countersign.Functions;

/// <summary>Puts the parts together. The only place of this host that reads configuration.</summary>
public static class FunctionsHost
{
    /// <summary>The prefix of environment variables and app settings that configure the service.</summary>
    private const string EnvironmentPrefix = "COUNTERSIGN_";

    /// <summary>The worker with everything in it, not built yet, so that tests can replace parts.</summary>
    public static FunctionsApplicationBuilder CreateBuilder(string[] args)
    {
        var builder = FunctionsApplication.CreateBuilder(args);
        builder.ConfigureFunctionsWebApplication();
        builder.Configuration.AddEnvironmentVariables(EnvironmentPrefix);
        ApiKeyDigest.ReplaceKeys(builder.Configuration);
        var platform = HostingPlatform.From(builder.Configuration);
        builder.Services
            .AddCountersignServer()
            .AddPlatformAccess(platform, AuthOptions.IsOn(builder.Configuration))
            .AddAzureStorage()
            .AddAuditedJobs()
            .AddSignalRHub(builder.Configuration)
            .AddAzureSigning(platform.IsLocalRun)
            .AddDurableTaskEngine()
            .AddFunctionInvocation(PlatformBodyLimit.From(builder.Configuration));
        return builder;
    }
}
