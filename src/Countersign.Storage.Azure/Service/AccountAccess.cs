using Azure.Core;
using Azure.Identity;
using Azure.Storage.Blobs;

namespace Countersign.Storage.Azure.Service;

/// <summary>How the account is reached: with which identity, how often and for how long.</summary>
internal static class AccountAccess
{
    /// <summary>How often a call is tried again.</summary>
    public const int MaxRetries = 3;

    /// <summary>All tries together stay far below <see cref="Index.IndexCheck.Grace"/>.</summary>
    private static readonly TimeSpan NetworkTimeout = TimeSpan.FromSeconds(30);

    /// <summary>The identity that the account, and the vault beside it, are reached with.</summary>
    public static TokenCredential Credential(AzureStorageOptions options) => string.IsNullOrEmpty(options.ManagedIdentityClientId)
        ? new DefaultAzureCredential()
        : new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(options.ManagedIdentityClientId));

    /// <summary>The account's blobs.</summary>
    /// <param name="options">Already validated.</param>
    /// <param name="adjust">Changes how the client calls the service: faults, in tests.</param>
    /// <param name="maxRetries">How often the client tries a call again; 0 where the caller has to know of each try.</param>
    public static BlobServiceClient CreateBlobs(AzureStorageOptions options, Action<ClientOptions>? adjust, int maxRetries = MaxRetries)
    {
        var client = WithRetries(new BlobClientOptions(), adjust, maxRetries);
        return string.IsNullOrEmpty(options.ConnectionString)
            ? new BlobServiceClient(new Uri($"https://{options.AccountName}.blob.{options.EndpointSuffix}"), Credential(options), client)
            : new BlobServiceClient(options.ConnectionString, client);
    }

    /// <summary>Sets how a client tries again.</summary>
    public static TOptions WithRetries<TOptions>(TOptions options, Action<ClientOptions>? adjust, int maxRetries = MaxRetries)
        where TOptions : ClientOptions
    {
        options.Retry.MaxRetries = maxRetries;
        options.Retry.NetworkTimeout = NetworkTimeout;
        adjust?.Invoke(options);
        return options;
    }
}
