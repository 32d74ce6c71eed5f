using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using Countersign.Storage.Azure.Service;

namespace Countersign.Storage.Azure;

/// <summary>The tables and containers of one installation.</summary>
internal sealed class StorageClients
{
    private const int MaxRetries = 3;

    /// <summary>All tries together stay far below <see cref="Index.IndexCheck.Grace"/>.</summary>
    private static readonly TimeSpan NetworkTimeout = TimeSpan.FromSeconds(30);

    /// <param name="options">Already validated.</param>
    /// <param name="adjust">Changes how the clients call the service: faults, in tests.</param>
    public StorageClients(AzureStorageOptions options, Action<ClientOptions>? adjust = null)
    {
        var tables = CreateTables(options, adjust);
        var blobs = CreateBlobs(options, adjust);
        Jobs = new GuardedTable(tables.GetTableClient($"{options.Prefix}jobs"));
        HostAudit = new GuardedTable(tables.GetTableClient($"{options.Prefix}audit"));
        Index = new GuardedTable(tables.GetTableClient($"{options.Prefix}index"));
        Definitions = new GuardedTable(tables.GetTableClient($"{options.Prefix}definitions"));
        Feed = new GuardedTable(tables.GetTableClient($"{options.Prefix}feed"));
        Metrics = new GuardedTable(tables.GetTableClient($"{options.Prefix}metrics"));
        UploadRows = new GuardedTable(tables.GetTableClient($"{options.Prefix}uploads"));
        Values = new GuardedContainer(blobs.GetBlobContainerClient($"{options.Prefix}-values"));
        Uploads = new GuardedContainer(blobs.GetBlobContainerClient($"{options.Prefix}-uploads"));
        Artifacts = new GuardedContainer(blobs.GetBlobContainerClient($"{options.Prefix}-artifacts"));
    }

    public GuardedTable Jobs { get; }

    public GuardedTable HostAudit { get; }

    public GuardedTable Index { get; }

    public GuardedTable Definitions { get; }

    public GuardedTable Feed { get; }

    public GuardedTable Metrics { get; }

    public GuardedTable UploadRows { get; }

    public GuardedContainer Values { get; }

    public GuardedContainer Uploads { get; }

    public GuardedContainer Artifacts { get; }

    /// <summary>The identity that the account, and the vault beside it, are reached with.</summary>
    public static TokenCredential Credential(AzureStorageOptions options) => string.IsNullOrEmpty(options.ManagedIdentityClientId)
        ? new DefaultAzureCredential()
        : new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(options.ManagedIdentityClientId));

    private static TableServiceClient CreateTables(AzureStorageOptions options, Action<ClientOptions>? adjust)
    {
        var client = WithRetries(new TableClientOptions(), adjust);
        return string.IsNullOrEmpty(options.ConnectionString)
            ? new TableServiceClient(new Uri($"https://{options.AccountName}.table.{options.EndpointSuffix}"), Credential(options), client)
            : new TableServiceClient(options.ConnectionString, client);
    }

    private static BlobServiceClient CreateBlobs(AzureStorageOptions options, Action<ClientOptions>? adjust)
    {
        var client = WithRetries(new BlobClientOptions(), adjust);
        return string.IsNullOrEmpty(options.ConnectionString)
            ? new BlobServiceClient(new Uri($"https://{options.AccountName}.blob.{options.EndpointSuffix}"), Credential(options), client)
            : new BlobServiceClient(options.ConnectionString, client);
    }

    private static TOptions WithRetries<TOptions>(TOptions options, Action<ClientOptions>? adjust)
        where TOptions : ClientOptions
    {
        options.Retry.MaxRetries = MaxRetries;
        options.Retry.NetworkTimeout = NetworkTimeout;
        adjust?.Invoke(options);
        return options;
    }
}
