using Countersign.Kinds;
using Countersign.Kinds.Bench;
using Microsoft.Extensions.DependencyInjection;

namespace Countersign.Server.Kinds.Plugins;

/// <summary>Adds the catalogue of kinds: those that ship, and those of the operator's folder.</summary>
internal static class PluginRegistration
{
    public static IServiceCollection AddKindCatalogue(this IServiceCollection services) => services
        .AddSingleton<PluginKinds>()
        .AddHostedService<PluginCheck>()
        .AddSingleton(provider =>
        {
            IJobKind[] shipped = [.. provider.GetServices<IJobKind>(), .. BenchKinds(provider.GetRequiredService<BenchOptions>())];
            return new KindCatalogue([.. shipped, .. provider.GetRequiredService<PluginKinds>().LoadBeside(shipped)]);
        });

    private static IEnumerable<IJobKind> BenchKinds(BenchOptions options)
    {
        if (options.Enabled)
        {
            yield return new BenchGatedKind(new BenchGatedSettings(options.EffectsLog, TimeSpan.FromMilliseconds(options.StepMilliseconds)));
        }
    }
}
