using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Countersign.Conformance.Storage;
using Countersign.Server.Ports;
using Countersign.Storage.Azure.Keys;
using Microsoft.Extensions.Logging.Abstractions;

namespace Countersign.Storage.Azure.Tests;

/// <summary>The Azure adapter on tables and containers of its own, in the emulator or in the account that the environment names.</summary>
public sealed class AzureStorageUnderTest : StorageUnderTest
{
    private AzureStorage? _storage;

    public AzureStorageUnderTest()
        : this(TimeProvider.System)
    {
    }

    public AzureStorageUnderTest(TimeProvider time) => Time = time;

    public TimeProvider Time { get; }

    public AzureStorageOptions Options { get; } = new()
    {
        // How to start the emulator: CONTRIBUTING.md.
        ConnectionString = Environment.GetEnvironmentVariable("COUNTERSIGN_TEST_STORAGE") ?? "UseDevelopmentStorage=true",
        Prefix = $"t{Token.New()}",
    };

    public AzureStorage Storage => _storage ?? throw new InvalidOperationException("The storage is not open.");

    public override IJobStore Jobs => Storage.Jobs;

    public override IPlanStore Plans => Storage.Plans;

    public override IJobDocuments Documents => Storage.Documents;

    public override IEventLog Events => Storage.Events;

    public override IEventFeed Feed => Storage.Feed;

    public override IJobCounts Counts => Storage.Counts;

    public override IAuditLog Audit => Storage.Audit;

    public override IDefinitionStore Definitions => Storage.Definitions;

    public override IRunCounts RunCounts => Storage.RunCounts;

    public override IUploadStore Uploads => Storage.Uploads;

    public override IArtifactStore Artifacts => Storage.Artifacts;

    public override ILeftovers Leftovers => Storage.Leftovers;

    public TableClient Table(string name) => new(Options.ConnectionString, $"{Options.Prefix}{name}");

    public BlobContainerClient Container(string name) => new(Options.ConnectionString, $"{Options.Prefix}-{name}");

    /// <summary>Opens the same data once more, as another process does.</summary>
    public AzureStorage OpenAnother(params HttpPipelinePolicy[] faults) => OpenAnother(Time, faults);

    public AzureStorage OpenAnother(TimeProvider time, params HttpPipelinePolicy[] faults) => new(
        new StorageClients(Options, clients => Adjust(clients, faults)), time, NullLogger<AzureStorage>.Instance);

    /// <summary>How many rows of jobs, index rows and values there are.</summary>
    public async Task<(int Jobs, int Index, int Values)> CountRowsAsync() => (
        await Table("jobs").QueryAsync<TableEntity>().CountAsync(),
        await Table("index").QueryAsync<TableEntity>().CountAsync(),
        await Container("values").GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix: null, CancellationToken.None).CountAsync());

    public override Task CountJobsAsync() => Storage.Upkeep.CatchUpAsync(CancellationToken.None);

    public override async Task OpenAsync()
    {
        _storage = OpenAnother();
        try
        {
            await _storage.PrepareAsync(CancellationToken.None);
        }
        catch (StoreUnavailableException exception)
        {
            throw new InvalidOperationException(
                "These tests need a storage account. Start the emulator, or name one in COUNTERSIGN_TEST_STORAGE (see CONTRIBUTING.md).", exception);
        }
    }

    public override Task CloseAsync()
    {
        _storage = null;
        return Task.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        await CloseAsync();
        foreach (var table in (string[])["jobs", "audit", "index", "definitions", "feed", "uploads"])
        {
            await Table(table).DeleteAsync();
        }

        foreach (var container in (string[])["values", "uploads", "artifacts"])
        {
            await Container(container).DeleteIfExistsAsync();
        }
    }

    private static void Adjust(ClientOptions clients, HttpPipelinePolicy[] faults)
    {
        foreach (var fault in faults)
        {
            clients.AddPolicy(fault, HttpPipelinePosition.PerRetry);
        }

        clients.Retry.Delay = TimeSpan.FromMilliseconds(1);
        clients.Retry.MaxDelay = TimeSpan.FromMilliseconds(5);
    }
}
