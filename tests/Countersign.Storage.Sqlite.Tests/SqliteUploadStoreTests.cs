using Countersign.Conformance.Storage;
using Xunit;

namespace Countersign.Storage.Sqlite.Tests;

public sealed class SqliteUploadStoreTests : UploadStoreContract
{
    private readonly string _uploads;

    public SqliteUploadStoreTests()
        : this(new SqliteStorageUnderTest())
    {
    }

    private SqliteUploadStoreTests(SqliteStorageUnderTest storage)
        : base(storage) => _uploads = Path.Combine(storage.Folder, "uploads");

    [Fact]
    public async Task Open_AfterACrash_RemovesFilesWithoutARow()
    {
        var kept = await Uploads.SaveAsync("kept", "ann", new MemoryStream([1]), 1, NoCancellation);
        var stranger = Path.Combine(_uploads, "README");
        await File.WriteAllTextAsync(stranger, "not ours");
        await File.WriteAllTextAsync(Path.Combine(_uploads, $"{new string('a', 32)}.partial"), "half");
        await File.WriteAllTextAsync(Path.Combine(_uploads, new string('b', 32)), "whole");

        await ReopenAsync();

        Assert.Equal(new[] { stranger, Path.Combine(_uploads, kept!.UploadId) }.Order(), Directory.GetFiles(_uploads).Order());
    }

    protected override Task AssertStoredNothingAsync()
    {
        Assert.Empty(Directory.GetFiles(_uploads));
        return Task.CompletedTask;
    }
}
