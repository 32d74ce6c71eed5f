using Countersign.Server.Ports;

namespace Countersign.Server.Secrets;

/// <summary>Secrets from the configuration, as it was when the host started.</summary>
internal sealed class ConfiguredSecretStore(SecretsOptions options) : ISecretStore
{
    public Task<string?> GetAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult(options.Values.TryGetValue(name, out var value) ? value : null);
}
