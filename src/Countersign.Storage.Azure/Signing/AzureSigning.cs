using Azure.Core;
using Countersign.Server;
using Countersign.Server.Ports;
using Countersign.Server.Proof;
using Countersign.Storage.Azure.Service;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Countersign.Storage.Azure.Signing;

/// <summary>Who signs where the data is in Azure.</summary>
public static class AzureSigning
{
    /// <summary>
    /// Registers the key in the vault that <c>Proof:KeyUri</c> names, reached with the storage's identity, or the key that
    /// <c>Proof:SigningKey</c> holds. With neither, a local run keeps a key in <c>.countersign/keys</c>, and everywhere else nothing
    /// is signed: processes that each made a key of their own would not believe each other.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="isLocalRun">Whether this is somebody's own machine.</param>
    public static IServiceCollection AddAzureSigning(this IServiceCollection services, bool isLocalRun) => services.AddSingleton<ISigner>(provider =>
    {
        var options = provider.GetRequiredService<ProofOptions>();
        if (options.KeyUri is { } key)
        {
            var storage = provider.GetRequiredService<IOptions<AzureStorageOptions>>().Value;
            return new KeyVaultSigner(key, TokenSource(storage, KeyVaultSigner.ScopeOf(key)), provider.GetRequiredService<TimeProvider>());
        }

        return options.SigningKey is not null || isLocalRun
            ? LocalSigner.Open(options, new SigningKeyFolder(Path.Combine(".countersign", "keys")))
            : throw new SigningKeyException("No key signs: set Proof:KeyUri to a key in Azure Key Vault, or Proof:SigningKey to an EC P-256 private key in PEM.");
    });

    private static Func<CancellationToken, ValueTask<string>> TokenSource(AzureStorageOptions storage, string scope)
    {
        var credential = AccountAccess.Credential(storage);
        return async cancellationToken => (await credential.GetTokenAsync(new TokenRequestContext([scope]), cancellationToken)).Token;
    }
}
