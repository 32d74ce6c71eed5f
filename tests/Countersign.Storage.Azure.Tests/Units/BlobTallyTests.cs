using Azure;
using Azure.Storage.Blobs.Models;
using Countersign.Kinds;
using Countersign.Storage.Azure.Containers;
using Xunit;

namespace Countersign.Storage.Azure.Tests.Units;

/// <summary>The entries of one name, as the service lists them.</summary>
public sealed class BlobTallyTests
{
    private const string First = "2026-01-31T00:00:00.0000000Z";
    private const string Second = "2026-01-31T00:00:00.0000001Z";

    [Fact]
    public void Blob_WithSnapshotsAndVersions_IsOneItem()
    {
        var tally = new BlobTally("a");
        tally.Add(Entry("a", snapshot: Second));
        tally.Add(Entry("a", snapshot: First));
        tally.Add(Entry("a", version: First));
        tally.Add(Entry("a", version: Second, isLatest: true, size: 7, etag: "\"0x8DC\""));

        var item = tally.ToItem()!;

        Assert.Equal(("a", ContainerItemType.Blob, 7L, "0x8DC"), (item.Name, item.Type, item.Size, item.ETag));
        Assert.Equal((new ItemSnapshots(2, Second), 1), (item.Snapshots, item.Versions));
    }

    [Fact]
    public void Blob_UnderVersioning_WithoutEarlierVersions_HasNone() => Assert.Equal(0, ItemOf(Entry("a", version: First, isLatest: true)).Versions);

    [Fact]
    public void Blob_WithoutVersioning_HasNull() => Assert.Null(ItemOf(Entry("a")).Versions);

    [Fact]
    public void Blob_OfWhichOnlyVersionsAreLeft_IsNone()
    {
        var tally = new BlobTally("a");
        tally.Add(Entry("a", version: First));

        Assert.Null(tally.ToItem());
    }

    [Theory]
    [InlineData("a/./b", "", LeaseStatus.Unlocked, ContainerItemType.UnaddressableBlob)]
    [InlineData("../b", "", LeaseStatus.Unlocked, ContainerItemType.UnaddressableBlob)]
    [InlineData("a\\..\\b", "", LeaseStatus.Unlocked, ContainerItemType.UnaddressableBlob)]
    [InlineData("a..b/.c", "", LeaseStatus.Unlocked, ContainerItemType.Blob)]
    [InlineData("a", "true", LeaseStatus.Unlocked, ContainerItemType.FolderMarker)]
    [InlineData("a", "false", LeaseStatus.Unlocked, ContainerItemType.Blob)]
    [InlineData("a", "", LeaseStatus.Locked, ContainerItemType.LeasedBlob)]
    public void Entry_IsWhatItLooksLike(string name, string folder, LeaseStatus lease, ContainerItemType type) =>
        Assert.Equal(type, ItemOf(Entry(name, folder: folder, lease: lease)).Type);

    private static ContainerItem ItemOf(BlobItem entry)
    {
        var tally = new BlobTally(entry.Name);
        tally.Add(entry);
        return tally.ToItem()!;
    }

    private static BlobItem Entry(
        string name,
        string? snapshot = null,
        string? version = null,
        bool? isLatest = null,
        long size = 1,
        string etag = "0x1",
        string folder = "",
        LeaseStatus lease = LeaseStatus.Unlocked) => BlobsModelFactory.BlobItem(
            name: name,
            deleted: false,
            properties: BlobsModelFactory.BlobItemProperties(
                accessTierInferred: true, contentLength: size, eTag: new ETag(etag), leaseStatus: lease, lastModified: DateTimeOffset.UnixEpoch),
            snapshot: snapshot,
            versionId: version,
            isLatestVersion: isLatest,
            metadata: folder.Length > 0 ? new Dictionary<string, string> { ["hdi_isfolder"] = folder } : null);
}
