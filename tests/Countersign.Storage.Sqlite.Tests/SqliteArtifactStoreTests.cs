using Countersign.Conformance.Storage;
using Xunit;

namespace Countersign.Storage.Sqlite.Tests;

public sealed class SqliteArtifactStoreTests : ArtifactStoreContract
{
    private readonly string _artifacts;

    public SqliteArtifactStoreTests()
        : this(new SqliteStorageUnderTest())
    {
    }

    private SqliteArtifactStoreTests(SqliteStorageUnderTest storage)
        : base(storage) => _artifacts = Path.Combine(storage.Folder, "artifacts");

    [Fact]
    public async Task Open_AfterACrash_RemovesFilesThatNoJobHas()
    {
        await CreateAsync("job");
        var kept = await SaveAsync("job", "kept", Bytes(1));
        await AddAsync("job", kept);
        await SaveAsync("job", "cut-off", Bytes(2));
        var stranger = Path.Combine(_artifacts, "README");
        await File.WriteAllTextAsync(stranger, "not ours");
        await File.WriteAllTextAsync(Path.Combine(_artifacts, $"{new string('a', 32)}.partial"), "half");

        await ReopenAsync();

        Assert.Equal(new[] { stranger, Path.Combine(_artifacts, kept.ContentId) }.Order(), Directory.GetFiles(_artifacts).Order());
    }

    protected override Task AssertStoredAsync(int count)
    {
        Assert.Equal(count, Directory.GetFiles(_artifacts).Length);
        return Task.CompletedTask;
    }
}
