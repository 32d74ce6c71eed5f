using Countersign.Server.Access.Tokens;
using Microsoft.Extensions.Configuration;

namespace Countersign.Embedded;

/// <summary>The configuration of a host, from every source in order.</summary>
internal static class HostConfiguration
{
    /// <summary>The prefix of environment variables that configure the host.</summary>
    private const string EnvironmentPrefix = "COUNTERSIGN_";

    /// <summary>Reads it, and keeps of API keys only their digests.</summary>
    public static IConfigurationRoot Read(EmbeddedHostSettings settings)
    {
        var builder = new ConfigurationBuilder();
        if (settings.ConfigFile is { } file)
        {
            builder.AddJsonFile(Path.GetFullPath(file), optional: false, reloadOnChange: false);
        }

        var configuration = builder
            .AddInMemoryCollection(BenchVariables())
            .AddEnvironmentVariables(EnvironmentPrefix)
            .AddInMemoryCollection(settings.Overrides)
            .Build();
        ApiKeyDigest.ReplaceKeys(configuration);
        return configuration;
    }

    /// <summary>What the kit of load tests that compares durable engines tells every server it starts.</summary>
    private static Dictionary<string, string?> BenchVariables()
    {
        var kit = new ConfigurationBuilder().AddEnvironmentVariables("PEERS_").Build();
        return new() { ["Bench:EffectsLog"] = kit["EFFECTS_LOG"], ["Bench:StepMilliseconds"] = kit["STEP_MS"] ?? "0" };
    }
}
