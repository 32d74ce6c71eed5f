using Countersign.Server.Ports;
using Xunit;

namespace Countersign.Conformance.Storage;

/// <summary>Bytes that nothing names are found and removed; what something names never is.</summary>
public abstract class LeftoverContract(StorageUnderTest storage) : StorageContract(storage)
{
    private static readonly DateTimeOffset Later = DateTimeOffset.MaxValue;

    [Fact]
    public async Task Find_ShowsWhatNoJobLists_AndRemovingLeavesTheRest()
    {
        await CreateAsync("job");
        var listed = await SaveAsync(1);
        await ChangeAsync("job", record => new JobChange { Record = record }.With(
            [new StoredArtifact(listed.ContentId, 1, "build", 1, "out.txt", "text/plain", listed.Size, listed.Sha256)]));
        await Uploads.SaveAsync("x", "ann", new MemoryStream([3]), 1, NoCancellation);
        var lost = await SaveAsync(2);

        var found = Assert.Single(await FindAsync(Later));
        Assert.Equal(LeftoverPart.Artifact, found.Part);
        Assert.EndsWith(lost.ContentId, found.Name, StringComparison.Ordinal);
        await Leftovers.RemoveAsync(found, NoCancellation);
        await Leftovers.RemoveAsync(found, NoCancellation);

        Assert.Empty(await FindAsync(Later));
        await using var kept = await Artifacts.OpenAsync("job", listed.ContentId, NoCancellation);
        Assert.Equal(1, kept!.ReadByte());
    }

    [Fact]
    public async Task Find_PassesOverWhatIsYoung()
    {
        await CreateAsync("job");
        await SaveAsync(1);

        Assert.Empty(await FindAsync(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public async Task Remove_OfWhatIsNamedByNow_KeepsIt()
    {
        await CreateAsync("job");
        var saved = await SaveAsync(7);
        var found = Assert.Single(await FindAsync(Later));
        await ChangeAsync("job", record => new JobChange { Record = record }.With(
            [new StoredArtifact(saved.ContentId, 1, "build", 1, "out.txt", "text/plain", saved.Size, saved.Sha256)]));

        await Leftovers.RemoveAsync(found, NoCancellation);

        await using var kept = await Artifacts.OpenAsync("job", saved.ContentId, NoCancellation);
        Assert.Equal(7, kept!.ReadByte());
    }

    [Theory]
    [InlineData("../test.db")]
    [InlineData("unknown")]
    public async Task Remove_OfANameThatIsNoneOfOurs_DoesNothing(string name)
    {
        var job = await CreateAsync("job");

        await Leftovers.RemoveAsync(new Leftover(LeftoverPart.Upload, name), NoCancellation);
        await Leftovers.RemoveAsync(new Leftover(LeftoverPart.Artifact, name), NoCancellation);

        SameJson.Assert(job, await GetAsync("job"));
    }

    private async Task<StoredContent> SaveAsync(byte content) =>
        (await Artifacts.SaveAsync("job", new MemoryStream([content]), 1, NoCancellation))!;

    private async Task<Leftover[]> FindAsync(DateTimeOffset before) => await Leftovers.FindAsync(before, NoCancellation).ToArrayAsync();
}
