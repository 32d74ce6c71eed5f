using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Countersign.Server.Kinds.Plugins;

/// <summary>Loads the kinds when the host starts, not with the first job, and keeps a strict one from starting without some.</summary>
internal sealed class PluginCheck(KindCatalogue kinds, PluginKinds plugins, KindsOptions options) : IHostedService
{
    /// <exception cref="OptionsValidationException"><c>Kinds:Strict</c> is on, and something in the folder cannot be used.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Whoever has the catalogue has had the plug-ins loaded.
        _ = kinds.All;
        return options.Strict && plugins.Problems.Count > 0
            ? throw new OptionsValidationException("Kinds", typeof(KindsOptions), plugins.Problems)
            : Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
