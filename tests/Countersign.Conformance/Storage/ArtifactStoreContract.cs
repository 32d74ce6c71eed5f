using System.Security.Cryptography;
using Countersign.Contracts.Hashing;
using Countersign.Server.Ports;
using Countersign.Testing;
using Xunit;

namespace Countersign.Conformance.Storage;

/// <summary>Artifacts come back byte by byte once a change added them to their job, and go with it.</summary>
public abstract class ArtifactStoreContract(StorageUnderTest storage) : StorageContract(storage)
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1_000_003)]
    public async Task Save_ThenAdd_GivesTheBytesBack(int size)
    {
        await CreateAsync("job");

        var artifact = await SaveAsync("job", "out.bin", Bytes(size));
        await AddAsync("job", artifact);

        Assert.Equal(((long)size, Digest.Of(Bytes(size))), (artifact.Size, artifact.Sha256));
        Assert.Equal([artifact], await Artifacts.ListAsync("job", NoCancellation));
        Assert.Equal(1, (await GetAsync("job")).ArtifactCount);
        Assert.Equal(Bytes(size), await ReadAsync("job", artifact.ContentId));
    }

    [Fact]
    public async Task Save_Alone_ShowsNothing()
    {
        await CreateAsync("job");

        var artifact = await SaveAsync("job", "out.bin", Bytes(10));

        Assert.Empty(await Artifacts.ListAsync("job", NoCancellation));
        Assert.Null(await Artifacts.OpenAsync("job", artifact.ContentId, NoCancellation));
    }

    [Fact]
    public async Task Save_OfATooLongStream_ReturnsNullAndStoresNothing()
    {
        await CreateAsync("job");

        Assert.Null(await Artifacts.SaveAsync("job", new MemoryStream(Bytes(100_001)), 100_000, NoCancellation));

        await AssertStoredAsync(0);
    }

    [Fact]
    public async Task Save_OfABrokenStream_ThrowsAndStoresNothing()
    {
        await CreateAsync("job");

        await Assert.ThrowsAsync<IOException>(
            () => Artifacts.SaveAsync("job", new BreakingStream(Bytes(300_000)), long.MaxValue, NoCancellation));

        await AssertStoredAsync(0);
    }

    [Fact]
    public async Task Save_ThatIsCancelled_ThrowsAndStoresNothing()
    {
        await CreateAsync("job");
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Artifacts.SaveAsync("job", new MemoryStream(Bytes(10)), 10, cancelled.Token));

        await AssertStoredAsync(0);
    }

    [Fact]
    public async Task Discard_TakesBytesBack_AndMayBeRepeated()
    {
        await CreateAsync("job");
        var artifact = await SaveAsync("job", "out.bin", Bytes(10));

        await Artifacts.DiscardAsync("job", artifact.ContentId, NoCancellation);
        await Artifacts.DiscardAsync("job", artifact.ContentId, NoCancellation);

        await AssertStoredAsync(0);
    }

    [Fact]
    public async Task Add_ListsInTheOrderOfChanges_AfterAReopenToo()
    {
        await CreateAsync("job");
        StoredArtifact[] first = [await SaveAsync("job", "b.log", Bytes(1), attempt: 2), await SaveAsync("job", "z.log", Bytes(2), attempt: 2)];
        StoredArtifact[] second = [await SaveAsync("job", "a.log", Bytes(3), attempt: 1), await SaveAsync("job", "b.log", Bytes(4), attempt: 1)];

        await AddAsync("job", first);
        await AddAsync("job", second);
        await ReopenAsync();

        Assert.Equal([.. first, .. second], await Artifacts.ListAsync("job", NoCancellation));
        Assert.Equal(Bytes(4), await ReadAsync("job", second[1].ContentId));
        Assert.Equal(4, (await GetAsync("job")).ArtifactCount);
    }

    [Fact]
    public async Task Add_OfAHundredWithLongNames_KeepsEachOnce()
    {
        await CreateAsync("job");
        var content = await SaveAsync("job", "x", Bytes(1));
        StoredArtifact[] many = [.. Enumerable.Range(0, 100).Select(i => content with
        {
            // Only one of them has bytes; what is tried is the size of the list.
            ContentId = i == 0 ? content.ContentId : OtherId(content.ContentId, i),
            Name = $"{i:D3}{new string('n', 97)}",
            Step = new string('s', 100),
            ContentType = $"text/plain; charset=utf-8; note={new string('t', 150)}",
        })];

        await AddAsync("job", many);

        Assert.Equal(many, await Artifacts.ListAsync("job", NoCancellation));
    }

    [Fact]
    public async Task Add_WithAChangeThatIsRefused_AddsNothing()
    {
        var record = await CreateAsync("job");
        await ChangeAsync("job", current => new JobChange { Record = current, Plan = new PlanBuilder(record.Job).Build() });
        var artifact = await SaveAsync("job", "out.bin", Bytes(1));

        // The plan version is there already.
        await Assert.ThrowsAsync<InvalidOperationException>(() => ChangeAsync(
            "job", current => new JobChange { Record = current, Plan = new PlanBuilder(record.Job).Build() }.With([artifact])));

        Assert.Empty(await Artifacts.ListAsync("job", NoCancellation));
        Assert.Equal(0, (await GetAsync("job")).ArtifactCount);
    }

    [Fact]
    public async Task Open_GivesASeekableStreamThatCannotBeWritten()
    {
        await CreateAsync("job");
        var artifact = await SaveAsync("job", "out.bin", [1, 2, 3, 4]);
        await AddAsync("job", artifact);

        await using var one = await Artifacts.OpenAsync("job", artifact.ContentId, NoCancellation);
        await using var other = await Artifacts.OpenAsync("job", artifact.ContentId, NoCancellation);

        Assert.Equal((true, false, 4L), (one!.CanSeek, one.CanWrite, one.Length));
        one.Seek(2, SeekOrigin.Begin);
        Assert.Equal((3, 1), (one.ReadByte(), other!.ReadByte()));
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData("../test.db")]
    [InlineData("")]
    public async Task Open_OfWhatTheJobDoesNotHave_IsNull(string contentId)
    {
        await CreateAsync("job");
        await CreateAsync("other");
        var others = await SaveAsync("other", "out.bin", Bytes(1));
        await AddAsync("other", others);

        Assert.Null(await Artifacts.OpenAsync("job", contentId, NoCancellation));
        Assert.Null(await Artifacts.OpenAsync("job", others.ContentId, NoCancellation));
        Assert.Null(await Artifacts.OpenAsync("nobody", others.ContentId, NoCancellation));
        Assert.Empty(await Artifacts.ListAsync("nobody", NoCancellation));
    }

    [Fact]
    public async Task Delete_OfTheJob_RemovesItsBytesAndNoOthers()
    {
        await CreateAsync("gone");
        await CreateAsync("kept");
        var gone = await SaveAsync("gone", "out.bin", Bytes(1));
        var kept = await SaveAsync("kept", "out.bin", Bytes(2));
        await AddAsync("gone", gone);
        await AddAsync("kept", kept);

        await Jobs.DeleteAsync("gone", NoCancellation);

        Assert.Empty(await Artifacts.ListAsync("gone", NoCancellation));
        Assert.Null(await Artifacts.OpenAsync("gone", gone.ContentId, NoCancellation));
        await AssertStoredAsync(1);
        Assert.Equal(Bytes(2), await ReadAsync("kept", kept.ContentId));

        await CreateAsync("gone");
        Assert.Empty(await Artifacts.ListAsync("gone", NoCancellation));
    }

    /// <summary>Fails unless the adapter keeps the bytes of so many artifacts, parts of unfinished ones included.</summary>
    protected abstract Task AssertStoredAsync(int count);

    protected static byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        new Random(count).NextBytes(bytes);
        return bytes;
    }

    /// <summary>Stores bytes that are not added to the job yet.</summary>
    protected async Task<StoredArtifact> SaveAsync(string jobId, string name, byte[] bytes, int attempt = 1)
    {
        var stored = await Artifacts.SaveAsync(jobId, new MemoryStream(bytes), bytes.Length, NoCancellation);
        return new StoredArtifact(stored!.ContentId, 1, "build", attempt, name, "application/octet-stream", stored.Size, stored.Sha256);
    }

    protected Task AddAsync(string jobId, params StoredArtifact[] artifacts) =>
        ChangeAsync(jobId, record => new JobChange { Record = record }.With(artifacts));

    private async Task<byte[]> ReadAsync(string jobId, string contentId)
    {
        await using var stream = await Artifacts.OpenAsync(jobId, contentId, NoCancellation);
        var copy = new MemoryStream();
        await stream!.CopyToAsync(copy);
        return copy.ToArray();
    }

    private static string OtherId(string contentId, int number) =>
        Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(number)))[..contentId.Length];
}
