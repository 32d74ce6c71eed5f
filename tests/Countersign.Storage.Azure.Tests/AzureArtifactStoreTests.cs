using Azure.Storage.Blobs.Models;
using Countersign.Conformance.Storage;
using Countersign.Storage.Azure.Upkeep;
using Countersign.Testing;
using Xunit;

namespace Countersign.Storage.Azure.Tests;

public sealed class AzureArtifactStoreTests : ArtifactStoreContract
{
    private readonly AzureStorageUnderTest _storage;

    public AzureArtifactStoreTests()
        : this(new AzureStorageUnderTest())
    {
    }

    private AzureArtifactStoreTests(AzureStorageUnderTest storage)
        : base(storage) => _storage = storage;

    [Fact]
    public async Task Upkeep_RemovesWhatNoJobHas_OnceItIsOld()
    {
        await CreateAsync("job");
        await AddAsync("job", await SaveAsync("job", "kept", Bytes(1)));
        await SaveAsync("job", "cut-off", Bytes(2));

        await _storage.Storage.Upkeep.RunAsync(NoCancellation);
        await AssertStoredAsync(2);

        var later = _storage.OpenAnother(new VirtualClock(_storage.Time.GetUtcNow() + ArtifactUpkeep.Grace + TimeSpan.FromMinutes(1)));
        await later.Upkeep.RunAsync(NoCancellation);

        await AssertStoredAsync(1);
        Assert.Single(await Artifacts.ListAsync("job", NoCancellation));
    }

    protected override async Task AssertStoredAsync(int count)
    {
        var blobs = _storage.Container("artifacts").GetBlobsAsync(BlobTraits.None, BlobStates.Uncommitted, prefix: null, NoCancellation);
        Assert.Equal(count, await blobs.CountAsync());
    }
}
