using System.Globalization;
using Countersign.Kinds.DiskInspect.FileSystems;
using Countersign.Kinds.DiskInspect.Report;
using Xunit;

namespace Countersign.Kinds.Tests.DiskInspect.Agreement;

public sealed class BlkidAgreementTests(SampleDisks samples)
{
    private const int NothingFound = 2;

    [Theory]
    [InlineData("gpt-ext4-fat.qcow2", 3), InlineData("gpt.vhdx", 3), InlineData("mbr-logical.qcow2", 4)]
    [InlineData("gpt-4k-sectors.qcow2", 1), InlineData("floppy.raw", 1), InlineData("file-systems.qcow2", 9)]
    public async Task FileSystems_OfEachSample_AreThoseOfBlkid(string name, int volumes)
    {
        var raw = await RawConversion.MakeAsync(samples, name);

        var report = DiskInspection.Run(await samples.OpenAsync(name), CancellationToken.None);

        Assert.Equal(volumes, report.Volumes.Count);
        foreach (var volume in report.Volumes)
            AssertMatches(volume, Parse(await ExternalTool.RunAsync("blkid", NothingFound, "-p", "-o", "export",
                "-O", Invariant(volume.StartByte), "-S", Invariant(volume.SizeBytes), "-u", "filesystem,crypto,raid,other", raw)));
    }

    private static void AssertMatches(VolumeReport volume, Dictionary<string, string> expected)
    {
        Assert.Empty(volume.Problems);
        var found = volume.FileSystem;
        Assert.Equal(expected.GetValueOrDefault("TYPE"), found?.Type);
        Assert.Equal(expected.GetValueOrDefault("UUID"), found?.Uuid);
        Assert.Equal(expected.GetValueOrDefault("LABEL"), found?.Label);
        Assert.Empty(found?.Problems ?? []);
        // blkid knows no version of XFS, and none of NTFS.
        if (expected.TryGetValue("VERSION", out var version))
            Assert.Equal(version, found?.Version);
        if (expected.TryGetValue("FSSIZE", out var size) && found is { Type: not "btrfs" })
            AssertSize(long.Parse(size, CultureInfo.InvariantCulture), found);
        if (expected.TryGetValue("FSBLOCKSIZE", out var block))
            Assert.Equal(long.Parse(block, CultureInfo.InvariantCulture), found?.BlockSizeBytes);
    }

    // blkid leaves out what XFS keeps for its journal, and the header page of swap space.
    private static void AssertSize(long expected, FileSystem found) =>
        Assert.InRange(found.SizeBytes ?? -1, expected, found.Type is "xfs" or "swap" ? long.MaxValue : expected);

    private static Dictionary<string, string> Parse(string output) => output
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Replace("\\ ", " ", StringComparison.Ordinal).Split('=', 2))
        .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    private static string Invariant(long value) => value.ToString(CultureInfo.InvariantCulture);
}
