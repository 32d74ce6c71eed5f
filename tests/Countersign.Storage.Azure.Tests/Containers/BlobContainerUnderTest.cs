using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Countersign.Conformance.Containers;
using Countersign.Kinds;
using Countersign.Server;
using Countersign.Storage.Azure.Containers;
using Countersign.Storage.Azure.Tests.Faults;

namespace Countersign.Storage.Azure.Tests.Containers;

/// <summary>A container of its own, in the emulator or in the account that the environment names.</summary>
public sealed class BlobContainerUnderTest : ContainerUnderTest
{
    private readonly AzureStorageOptions _options = new()
    {
        // How to start the emulator: CONTRIBUTING.md.
        ConnectionString = Environment.GetEnvironmentVariable("COUNTERSIGN_TEST_STORAGE") ?? "UseDevelopmentStorage=true",
    };

    private readonly BlobContainerClient _container;

    public BlobContainerUnderTest()
    {
        Name = $"c{Guid.NewGuid():n}";
        _container = new BlobContainerClient(_options.ConnectionString, Name);
        Containers = OpenAnother();
    }

    public override string Name { get; }

    public override IInputContainers Containers { get; }

    /// <summary>Opens the same container as another process does.</summary>
    public IInputContainers OpenAnother(params HttpPipelinePolicy[] faults)
    {
        var inputs = new InputsOptions();
        inputs.Containers.Add(Name);
        return new BlobInputContainers(() => inputs, () => _options, TimeProvider.System, clients => Adjust(clients, faults));
    }

    public override Task CreateAsync() => _container.CreateAsync();

    public override Task DeleteAsync() => _container.DeleteIfExistsAsync();

    public override Task PutAsync(string blob, int size) =>
        _container.GetBlobClient(blob).UploadAsync(BinaryData.FromBytes(new byte[size]), overwrite: true);

    public override Task SnapshotAsync(string blob) => _container.GetBlobClient(blob).CreateSnapshotAsync();

    public override Task LeaseAsync(string blob) => _container.GetBlobClient(blob).GetBlobLeaseClient().AcquireAsync(TimeSpan.FromSeconds(60));

    public override async ValueTask DisposeAsync() => await DeleteAsync();

    private static void Adjust(ClientOptions clients, HttpPipelinePolicy[] faults)
    {
        foreach (var fault in faults)
        {
            // What changes a request has to do so before it is signed; what loses one, at each try.
            clients.AddPolicy(fault, fault is SmallPages ? HttpPipelinePosition.PerCall : HttpPipelinePosition.PerRetry);
        }
    }
}
