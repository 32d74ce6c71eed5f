using Azure.Core;
using Azure.Data.Tables;
using Countersign.Storage.Azure.Service;

namespace Countersign.Storage.Azure;

/// <summary>The tables and containers of one installation.</summary>
internal sealed class StorageClients
{
    /// <param name="options">Already validated.</param>
    /// <param name="adjust">Changes how the clients call the service: faults, in tests.</param>
    public StorageClients(AzureStorageOptions options, Action<ClientOptions>? adjust = null)
    {
        var tables = CreateTables(options, adjust);
        var blobs = AccountAccess.CreateBlobs(options, adjust);
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

    private static TableServiceClient CreateTables(AzureStorageOptions options, Action<ClientOptions>? adjust)
    {
        var client = AccountAccess.WithRetries(new TableClientOptions(), adjust);
        return string.IsNullOrEmpty(options.ConnectionString)
            ? new TableServiceClient(new Uri($"https://{options.AccountName}.table.{options.EndpointSuffix}"), AccountAccess.Credential(options), client)
            : new TableServiceClient(options.ConnectionString, client);
    }
}
