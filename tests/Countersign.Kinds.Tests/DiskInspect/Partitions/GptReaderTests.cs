using System.Buffers.Binary;
using Countersign.Kinds.DiskInspect.Bytes;
using Countersign.Kinds.DiskInspect.Images;
using Countersign.Kinds.DiskInspect.Partitions;
using Xunit;

namespace Countersign.Kinds.Tests.DiskInspect.Partitions;

public sealed class GptReaderTests(SampleDisks samples)
{
    private const string Sample = "gpt-ext4-fat.qcow2";

    [Fact]
    public async Task Read_PrimaryHeaderBroken_UsesTheBackupAndSaysSo()
    {
        var disk = await OpenAsync();
        disk.Write(512 + 56, 1, 2, 3);

        var table = PartitionTableReader.Read(disk);

        Assert.True(table.BackupUsed);
        Assert.Equal(3, table.Partitions.Count);
        Assert.Contains(
            "header CRC-32", Assert.Single(table.Problems, problem => problem.Code == "gpt_primary_damaged").Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_PrimaryArrayBroken_UsesTheBackupAndSaysSo()
    {
        var disk = await OpenAsync();
        disk.Write(1024 + 5, 0xFF);

        var table = PartitionTableReader.Read(disk);

        Assert.True(table.BackupUsed);
        Assert.Contains("entry array", Assert.Single(table.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_BackupBroken_UsesThePrimaryAndSaysSo()
    {
        var disk = await OpenAsync();
        disk.Write(disk.VirtualSize - 512, 0);

        var table = PartitionTableReader.Read(disk);

        Assert.False(table.BackupUsed);
        Assert.Equal("gpt_backup_damaged", Assert.Single(table.Problems).Code);
    }

    [Theory]
    [InlineData(80, uint.MaxValue, "number of partition entries is 4294967295"), InlineData(84, 1u, "size of a partition entry is 1")]
    [
        InlineData(84, 0x80000000u, "size of a partition entry"), InlineData(72, uint.MaxValue, "does not fit"),
        InlineData(12, 91u, "header size is 91")]
    public async Task Read_HostileHeaderWithMatchingCrc_IsNotUsed(int at, uint value, string expected)
    {
        var disk = await OpenAsync();
        Edit(disk, 512, header => BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(at), value));

        var table = PartitionTableReader.Read(disk);

        Assert.True(table.BackupUsed);
        Assert.Contains(expected, Assert.Single(table.Problems).Message, StringComparison.Ordinal);
    }

    [Theory]
    [
        InlineData(0ul, ulong.MaxValue, "out_of_range"), InlineData(ulong.MaxValue, 0ul, "invalid_range"),
        InlineData(1ul << 63, 1ul << 63, "out_of_range")]
    [InlineData(2048ul, 2050ul, null), InlineData(34ul, 40ul, "outside_usable"), InlineData(2048ul, 20000ul, "overlap")]
    public async Task Read_EntryWithOddRange_ReportsIt(ulong first, ulong last, string? expected)
    {
        var disk = await OpenAsync();
        var entries = new byte[128 * 128];
        disk.Read(1024, entries);
        BinaryPrimitives.WriteUInt64LittleEndian(entries.AsSpan(32), first);
        BinaryPrimitives.WriteUInt64LittleEndian(entries.AsSpan(40), last);
        disk.Write(1024, entries);
        Edit(disk, 512, header => BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(88), ReflectedCrc32.Ieee.Compute(entries)));

        var table = PartitionTableReader.Read(disk);

        Assert.False(table.BackupUsed);
        var codes = table.Partitions[0].Problems.Select(problem => problem.Code);
        if (expected is null)
            Assert.Empty(codes);
        else
            Assert.Contains(expected, codes);
    }

    [Fact]
    public async Task Read_FourKibSectors_FindsTheTableAtByte4096()
    {
        var table = PartitionTableReader.Read(await samples.OpenAsync("gpt-4k-sectors.qcow2"));

        Assert.Equal(4096, table.SectorSizeBytes);
        Assert.Equal("00000050-0000-4000-8000-000000000050", table.DiskId);
        Assert.Empty(table.Problems);
        var partition = Assert.Single(table.Partitions);
        Assert.Equal((1L << 20, 10L << 20, "root4k"), (partition.StartByte, partition.SizeBytes, partition.Name));
    }

    [Fact]
    public async Task Read_NoProtectiveMbr_ReportsIt()
    {
        var disk = await OpenAsync();
        disk.Write(446, new byte[64]);

        var table = PartitionTableReader.Read(disk);

        Assert.Equal(PartitionScheme.Gpt, table.Scheme);
        Assert.Equal("protective_mbr_missing", Assert.Single(table.Problems).Code);
    }

    private async Task<PatchedImage> OpenAsync() => new(await samples.OpenAsync(Sample));

    private static void Edit(PatchedImage disk, long headerAt, Action<byte[]> edit)
    {
        var header = new byte[512];
        ((DiskImage)disk).Read(headerAt, header);
        edit(header);
        var size = Math.Clamp((int)new LittleEndianFields(header).U32(12), 20, 512);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(16), ReflectedCrc32.Ieee.ComputeWithout(header.AsSpan(0, size), 16));
        disk.Write(headerAt, header);
    }
}
