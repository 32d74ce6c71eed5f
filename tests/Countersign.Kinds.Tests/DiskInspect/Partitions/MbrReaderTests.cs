using System.Buffers.Binary;
using Countersign.Kinds.DiskInspect.Partitions;
using Xunit;

namespace Countersign.Kinds.Tests.DiskInspect.Partitions;

public sealed class MbrReaderTests(SampleDisks samples)
{
    private const int FirstEntry = 446;
    private const long FirstEbr = 5 << 20;

    [Fact]
    public async Task Read_LogicalPartitions_AreNumberedFromFive()
    {
        var table = PartitionTableReader.Read(await samples.OpenAsync("mbr-logical.qcow2"));

        Assert.Equal([1, 2, 5, 6, 7], table.Partitions.Select(partition => partition.Number));
        Assert.Equal(["primary", "extended", "logical", "logical", "logical"], table.Partitions.Select(partition => partition.Role));
        Assert.Equal(
            ("5ca1ab1e-05", "Linux", 6L << 20), (table.Partitions[2].Uuid, table.Partitions[2].TypeName, table.Partitions[2].StartByte));
        Assert.True(table.Partitions[0].Bootable);
    }

    [Theory]
    [InlineData(0u, "comes back"), InlineData(0xFFFFFFFFu, "end of the extended partition"), InlineData(1u, "should hold an EBR")]
    public async Task Read_EbrLinkThatLeadsNowhere_EndsTheChainAndSaysSo(uint link, string expected)
    {
        var disk = await OpenAsync();
        WriteEntry(disk, FirstEbr + FirstEntry + 16, 0x05, link, 100);

        var table = PartitionTableReader.Read(disk);

        Assert.Equal([1, 2, 5], table.Partitions.Select(partition => partition.Number));
        Assert.Contains(
            expected, Assert.Single(table.Problems, problem => problem.Code == "ebr_chain_broken").Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_EndlessChainOfEbrs_StopsAtItsLimit()
    {
        var disk = await OpenAsync();
        for (uint i = 0; i < 1000; i++)
        {
            var at = FirstEbr + i * 512;
            WriteEntry(disk, at + FirstEntry, 0x83, 1, 1);
            WriteEntry(disk, at + FirstEntry + 16, 0x05, i + 1, 1);
            disk.Write(at + 510, 0x55, 0xAA);
        }

        var table = PartitionTableReader.Read(disk);

        Assert.Equal(2 + 128, table.Partitions.Count);
        Assert.Contains("more than 128", Assert.Single(table.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_PartitionBehindTheEndOfTheDisk_ReportsIt()
    {
        var disk = await OpenAsync();
        WriteEntry(disk, FirstEntry, 0x83, 2048, uint.MaxValue);

        var partition = PartitionTableReader.Read(disk).Partitions[0];

        Assert.Equal(["out_of_range", "overlap"], partition.Problems.Select(problem => problem.Code).Distinct().Order());
    }

    [Fact]
    public async Task Read_FileSystemOnTheWholeDisk_IsNoTable()
    {
        Assert.Equal(PartitionScheme.None, PartitionTableReader.Read(await samples.OpenAsync("floppy.raw")).Scheme);
    }

    private async Task<PatchedImage> OpenAsync() => new(await samples.OpenAsync("mbr-logical.qcow2"));

    private static void WriteEntry(PatchedImage disk, long at, byte type, uint first, uint count)
    {
        var entry = new byte[16];
        entry[4] = type;
        BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(8), first);
        BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(12), count);
        disk.Write(at, entry);
    }
}
