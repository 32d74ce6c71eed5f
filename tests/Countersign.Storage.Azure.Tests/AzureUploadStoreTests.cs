using Azure.Data.Tables;
using Azure.Storage.Blobs.Models;
using Countersign.Conformance.Storage;
using Xunit;

namespace Countersign.Storage.Azure.Tests;

public sealed class AzureUploadStoreTests : UploadStoreContract
{
    private readonly AzureStorageUnderTest _storage;

    public AzureUploadStoreTests()
        : this(new AzureStorageUnderTest())
    {
    }

    private AzureUploadStoreTests(AzureStorageUnderTest storage)
        : base(storage) => _storage = storage;

    [Fact]
    public async Task Save_OfSeveralBlocks_ReturnsTheBytesFromEveryPlace()
    {
        var bytes = new byte[9_000_000];
        new Random(1).NextBytes(bytes);
        var upload = await Uploads.SaveAsync("x", "ann", new MemoryStream(bytes), bytes.Length, NoCancellation);

        await using var stream = await Uploads.OpenAsync(upload!.UploadId, NoCancellation);
        stream!.Seek(8_000_000, SeekOrigin.Begin);
        var tail = new byte[1_000_000];
        await stream.ReadExactlyAsync(tail);

        Assert.Equal(bytes.AsSpan(8_000_000).ToArray(), tail);
    }

    [Fact]
    public async Task Save_ThatIsTooLongAfterSeveralBlocks_GivesThemUp()
    {
        Assert.Null(await Uploads.SaveAsync("x", "ann", new MemoryStream(new byte[9_000_000]), 8_500_000, NoCancellation));

        await AssertStoredNothingAsync();
    }

    protected override async Task AssertStoredNothingAsync()
    {
        var blobs = _storage.Container("uploads").GetBlobsAsync(BlobTraits.None, BlobStates.Uncommitted, prefix: null, NoCancellation);
        Assert.Empty(await blobs.ToListAsync());
        Assert.Empty(await _storage.Table("uploads").QueryAsync<TableEntity>().ToListAsync());
    }
}
