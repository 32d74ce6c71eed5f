using Countersign.Kinds.DiskInspect.FileSystems;
using Countersign.Kinds.DiskInspect.Report;
using Xunit;

namespace Countersign.Kinds.Tests.DiskInspect.FileSystems;

public sealed class FileSystemProberTests(SampleDisks samples)
{
    private const long MiB = 1 << 20;

    public static TheoryData<string, int, string, string?, string?, long?> Expected { get; } = new()
    {
        { "gpt-ext4-fat.qcow2", 1, "vfat", "EFI", "C0FF-EE01", 5 * MiB },
        { "gpt-ext4-fat.qcow2", 2, "ext4", "root", "00000001-0000-4000-8000-000000000001", 16 * MiB },
        { "gpt-ext4-fat.qcow2", 3, "swap", "swap", "00000002-0000-4000-8000-000000000002", 2 * MiB },
        { "mbr-logical.qcow2", 1, "ext2", "boot", "00000003-0000-4000-8000-000000000003", 4 * MiB },
        { "mbr-logical.qcow2", 5, "ext3", "home", "00000004-0000-4000-8000-000000000004", 8 * MiB },
        { "file-systems.qcow2", 1, "xfs", "xfsdata", "00000020-0000-4000-8000-000000000020", 300 * MiB },
        { "file-systems.qcow2", 2, "btrfs", "btrfsdata", "00000021-0000-4000-8000-000000000021", 110 * MiB },
        { "file-systems.qcow2", 5, "vfat", "FAT32DATA", "C0FF-EE04", 34 * MiB },
        { "file-systems.qcow2", 7, "crypto_LUKS", null, "00000031-0000-4000-8000-000000000031", null },
        { "file-systems.qcow2", 8, "crypto_LUKS", "luksdata", "00000032-0000-4000-8000-000000000032", null },
        { "file-systems.qcow2", 9, "LVM2_member", null, "Sample-0000-0000-0000-0000-0000-000001", 4 * MiB },
    };

    [Theory, MemberData(nameof(Expected))]
    public async Task Run_Sample_FindsTheFileSystem(string name, int partition, string type, string? label, string? uuid, long? size)
    {
        var report = DiskInspection.Run(await samples.OpenAsync(name), CancellationToken.None);

        var found = Assert.Single(report.Volumes, volume => volume.Partition == partition).FileSystem;
        Assert.Equal((type, label, uuid, size), (found?.Type, found?.Label, found?.Uuid, found?.SizeBytes));
    }

    [Fact]
    public async Task Run_NtfsAndExfat_ReadLabelAndVersion()
    {
        var volumes = DiskInspection.Run(await samples.OpenAsync("file-systems.qcow2"), CancellationToken.None).Volumes;

        Assert.Equal(
            ("ntfs", "3.1", "ntfsdata"), (volumes[2].FileSystem!.Type, volumes[2].FileSystem!.Version, volumes[2].FileSystem!.Label));
        Assert.Equal(
            ("exfat", "1.0", "exfatdata"), (volumes[3].FileSystem!.Type, volumes[3].FileSystem!.Version, volumes[3].FileSystem!.Label));
        Assert.Equal(("iso9660", "ISODATA"), (volumes[5].FileSystem!.Type, volumes[5].FileSystem!.Label));
    }

    [Theory]
    [InlineData(6, 1024 + 0x2C), InlineData(6, 1024 + 0x78)]
    public async Task Probe_Ext4SuperblockChanged_ReportsItsChecksum(int mib, int at)
    {
        var disk = new PatchedImage(await samples.OpenAsync("gpt-ext4-fat.qcow2"));
        disk.Write(mib * MiB + at, 0x7A);

        var found = FileSystemProber.Probe(new Volume(disk, mib * MiB, 16 * MiB));

        Assert.Equal("superblock_checksum", Assert.Single(found!.Problems).Code);
    }

    [Fact]
    public async Task Probe_VolumeSmallerThanTheFileSystem_ReportsIt()
    {
        var disk = await samples.OpenAsync("gpt-ext4-fat.qcow2");

        var found = FileSystemProber.Probe(new Volume(disk, 6 * MiB, 8 * MiB));

        Assert.Equal("larger_than_volume", Assert.Single(found!.Problems).Code);
    }

    [Fact]
    public async Task Probe_TwoSignatures_ReportsTheSecond()
    {
        var disk = new PatchedImage(await samples.OpenAsync("gpt-ext4-fat.qcow2"));
        disk.Write(6 * MiB + 32768 + 1, "CD001"u8);
        disk.Write(6 * MiB + 32768, 1);

        var found = FileSystemProber.Probe(new Volume(disk, 6 * MiB, 16 * MiB));

        Assert.Equal("ext4", found!.Type);
        Assert.Equal("ambiguous_signature", Assert.Single(found.Problems).Code);
    }
}
