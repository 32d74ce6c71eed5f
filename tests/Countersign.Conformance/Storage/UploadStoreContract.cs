using Countersign.Contracts.Hashing;
using Countersign.Contracts.Jobs;
using Countersign.Testing;
using Xunit;

namespace Countersign.Conformance.Storage;

/// <summary>Uploads come back byte by byte, or were never there.</summary>
public abstract class UploadStoreContract(StorageUnderTest storage) : StorageContract(storage)
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1_000_003)]
    public async Task Save_ThenOpen_ReturnsTheBytes(int size)
    {
        var bytes = Bytes(size);

        var upload = await SaveAsync(bytes, maxBytes: size);

        Assert.NotNull(upload);
        Assert.Equal(("\u00fc ber.qcow2", (long)size, Digest.Of(bytes)), (upload.Name, upload.Size, upload.Sha256));
        Assert.Equal(upload, await Uploads.GetAsync(upload.UploadId, NoCancellation));
        Assert.Equal(bytes, await ReadAsync(upload.UploadId));
    }

    [Fact]
    public async Task Save_OfATooLongStream_ReturnsNullAndStoresNothing()
    {
        Assert.Null(await SaveAsync(Bytes(100_001), maxBytes: 100_000));

        await AssertStoredNothingAsync();
    }

    [Fact]
    public async Task Save_OfABrokenStream_ThrowsAndStoresNothing()
    {
        await Assert.ThrowsAsync<IOException>(
            () => Uploads.SaveAsync("x", "ann", new BreakingStream(Bytes(300_000)), long.MaxValue, NoCancellation));

        await AssertStoredNothingAsync();
    }

    [Fact]
    public async Task Save_ThatIsCancelled_ThrowsAndStoresNothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Uploads.SaveAsync("x", "ann", new MemoryStream(Bytes(10)), 10, cancelled.Token));

        await AssertStoredNothingAsync();
    }

    [Fact]
    public async Task Save_OfTheSameBytesTwice_MakesTwoUploads()
    {
        var one = await SaveAsync(Bytes(10), 10);
        var other = await SaveAsync(Bytes(10), 10);

        Assert.NotEqual(one!.UploadId, other!.UploadId);
        Assert.Matches("^[A-Za-z0-9_-]{22,}$", one.UploadId);
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData("../test.db")]
    [InlineData("")]
    public async Task Open_OfAnUnknownIdentifier_IsNull(string uploadId)
    {
        Assert.Null(await Uploads.GetAsync(uploadId, NoCancellation));
        Assert.Null(await Uploads.OpenAsync(uploadId, NoCancellation));
    }

    [Fact]
    public async Task Open_GivesASeekableStreamThatCannotBeWritten()
    {
        var upload = await SaveAsync([1, 2, 3, 4], 4);

        await using var stream = await Uploads.OpenAsync(upload!.UploadId, NoCancellation);

        Assert.Equal((true, false, 4L), (stream!.CanSeek, stream.CanWrite, stream.Length));
        stream.Seek(2, SeekOrigin.Begin);
        Assert.Equal(3, stream.ReadByte());
    }

    [Fact]
    public async Task Open_Twice_GivesStreamsOfTheirOwn()
    {
        var upload = await SaveAsync([1, 2], 2);

        await using var one = await Uploads.OpenAsync(upload!.UploadId, NoCancellation);
        await using var other = await Uploads.OpenAsync(upload.UploadId, NoCancellation);

        Assert.Equal((1, 1), (one!.ReadByte(), other!.ReadByte()));
    }

    [Fact]
    public async Task Reopen_KeepsUploads()
    {
        var upload = await SaveAsync(Bytes(1000), 1000);

        await ReopenAsync();

        Assert.Equal(upload, await Uploads.GetAsync(upload!.UploadId, NoCancellation));
        Assert.Equal(Bytes(1000), await ReadAsync(upload.UploadId));
    }

    [Fact]
    public async Task Save_FromManyCallers_KeepsThemApart()
    {
        var uploads = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => SaveAsync([(byte)i, 7], 2)));

        Assert.Equal(20, uploads.Select(upload => upload!.UploadId).Distinct().Count());
        for (var i = 0; i < uploads.Length; i++)
        {
            Assert.Equal([(byte)i, 7], await ReadAsync(uploads[i]!.UploadId));
        }
    }

    [Fact]
    public async Task List_GoesThroughAllThatWereSentBefore_PageByPage()
    {
        var uploads = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            uploads.Add((await SaveAsync([(byte)i], 1))!.UploadId);
        }

        var (seen, pages) = (new List<string>(), 0);
        IReadOnlyList<string> page = [];
        do
        {
            page = await Uploads.ListAsync(DateTimeOffset.MaxValue, page.Count == 0 ? null : page[^1], limit: 2, NoCancellation);
            seen.AddRange(page);
            pages++;
        }
        while (page.Count == 2);

        Assert.Equal(uploads.Order(StringComparer.Ordinal), seen);
        Assert.Equal(3, pages);
        Assert.Empty(await Uploads.ListAsync(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), null, 10, NoCancellation));
    }

    [Fact]
    public async Task Delete_RemovesTheUploadAndNoOther()
    {
        var gone = await SaveAsync(Bytes(1000), 1000);
        var other = await SaveAsync([1], 1);

        await Uploads.DeleteAsync(gone!.UploadId, NoCancellation);
        await Uploads.DeleteAsync(gone.UploadId, NoCancellation);
        await Uploads.DeleteAsync("unknown", NoCancellation);
        await ReopenAsync();

        Assert.Null(await Uploads.GetAsync(gone.UploadId, NoCancellation));
        Assert.Null(await Uploads.OpenAsync(gone.UploadId, NoCancellation));
        Assert.Equal([1], await ReadAsync(other!.UploadId));
        await Uploads.DeleteAsync(other.UploadId, NoCancellation);
        await AssertStoredNothingAsync();
    }

    /// <summary>Fails when something of an upload that did not succeed can be found where the adapter keeps bytes.</summary>
    protected abstract Task AssertStoredNothingAsync();

    private static byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        new Random(count).NextBytes(bytes);
        return bytes;
    }

    private Task<Upload?> SaveAsync(byte[] bytes, long maxBytes) =>
        Uploads.SaveAsync("\u00fc ber.qcow2", "ann", new MemoryStream(bytes), maxBytes, NoCancellation);

    private async Task<byte[]> ReadAsync(string uploadId)
    {
        await using var stream = await Uploads.OpenAsync(uploadId, NoCancellation);
        var copy = new MemoryStream();
        await stream!.CopyToAsync(copy);
        return copy.ToArray();
    }
}
