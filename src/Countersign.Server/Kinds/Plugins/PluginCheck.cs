using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Countersign.Server.Kinds.Plugins;

/// <summary>Loads the kinds when the host starts, not with the first job, and keeps a strict one from starting without some.</summary>
public sealed class PluginCheck(IServiceProvider services) : IHostedService
{
    /// <summary>The check by itself, for a host that has work to do before it starts its services.</summary>
    /// <exception cref="OptionsValidationException"><c>Kinds:Strict</c> is on, and something in the folder cannot be used.</exception>
    public static void Run(IServiceProvider services)
    {
        // Whoever has the catalogue has had the plug-ins loaded.
        _ = services.GetRequiredService<KindCatalogue>();
        var problems = services.GetRequiredService<PluginKinds>().Problems;
        if (problems.Count > 0 && services.GetRequiredService<KindsOptions>().Strict)
        {
            throw new OptionsValidationException("Kinds", typeof(KindsOptions), problems);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        Run(services);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
