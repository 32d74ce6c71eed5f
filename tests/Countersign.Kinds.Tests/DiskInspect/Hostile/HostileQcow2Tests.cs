using Countersign.Kinds.DiskInspect;
using Countersign.Kinds.DiskInspect.Images;
using Xunit;

namespace Countersign.Kinds.Tests.DiskInspect.Hostile;

public sealed class HostileQcow2Tests(SampleDisks samples)
{
    private const string Sample = "gpt-ext4-fat.qcow2";

    [Theory]
    [InlineData(20, 0u, "cluster_bits is 0"), InlineData(20, 63u, "cluster_bits is 63"), InlineData(20, 8u, "9 to 21")]
    [InlineData(36, 0xFFFFFFFFu, "l1_size is 4294967295"), InlineData(36, 0u, "at least"), InlineData(96, 7u, "refcount_order is 7")]
    [InlineData(24, 0x80000000u, "qcow2 size"), InlineData(24, 0x7FFFFFFFu, "l1_size"), InlineData(40, 1u, "L1 table")]
    public async Task Open_HeaderFieldOutOfBounds_IsRefusedByName(int at, uint value, string expected)
    {
        var error = await Assert.ThrowsAsync<DiskImageException>(() => samples.OpenAsync(samples.Bytes(Sample).WithBig32(at, value)));

        Assert.Contains(error.Code, new[] { DiskImageErrorCodes.Corrupt, DiskImageErrorCodes.Truncated });
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4, 4u, "version"), InlineData(32, 1u, "crypt_method"), InlineData(32, 2u, "crypt_method")]
    [InlineData(76, 4u, "external data file"), InlineData(76, 0x20u, "incompatible_features is 0x20")]
    public async Task Open_FeatureThatIsNotRead_IsUnsupported(int at, uint value, string expected)
    {
        var error = await Assert.ThrowsAsync<DiskImageException>(() => samples.OpenAsync(samples.Bytes(Sample).WithBig32(at, value)));

        Assert.Equal(DiskImageErrorCodes.Unsupported, error.Code);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_BackingFileOfTheHost_IsNamedAndNeverOpened()
    {
        var hostile = samples.Bytes(Sample).WithBig64(8, 512).WithBig32(16, 11).With(512, "/etc/passwd"u8);

        var image = await samples.OpenAsync(hostile);

        Assert.Equal("/etc/passwd", image.Facts.Parent);
        Assert.False(image.Facts.ContentsComplete);
        Assert.Contains(image.Facts.Problems, problem => problem.Code == "parent_not_read");
    }

    [Theory]
    [InlineData(0), InlineData(3), InlineData(71), InlineData(103), InlineData(4096), InlineData(20000)]
    public async Task Read_FileCutShort_IsTruncatedOrRaw(int length)
    {
        var error = await Record.ExceptionAsync(async () => ReadAll(await samples.OpenAsync(samples.Bytes(Sample)[..length])));

        if (length >= 4)
            Assert.Equal(DiskImageErrorCodes.Truncated, Assert.IsType<DiskImageException>(error).Code);
        else
            Assert.Null(error);
    }

    [Fact]
    public async Task Read_TablesThatPointAtThemselves_Ends()
    {
        // Every L1 entry leads to the L1 table itself, whose entries then count as data clusters.
        var bytes = samples.Bytes(Sample);
        var l1 = (int)System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes.AsSpan(40));
        var entries = (int)System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(36));
        for (var i = 0; i < entries; i++)
            bytes = bytes.WithBig64(l1 + i * 8, (ulong)l1);

        ReadAll(await samples.OpenAsync(bytes));
    }

    [Fact]
    public async Task Read_CompressedClusterOfNoise_IsCorrupt()
    {
        var bytes = samples.Bytes("gpt-compressed-v2.qcow2");
        new Random(1).NextBytes(bytes.AsSpan(49152));

        var error = await Assert.ThrowsAsync<DiskImageException>(async () => ReadAll(await samples.OpenAsync(bytes)));

        Assert.Equal(DiskImageErrorCodes.Corrupt, error.Code);
    }

    private static void ReadAll(DiskImage image)
    {
        var buffer = new byte[64 * 1024];
        for (long offset = 0; offset < image.VirtualSize; offset += buffer.Length)
            image.Read(offset, buffer.AsSpan(0, (int)Math.Min(buffer.Length, image.VirtualSize - offset)));
    }
}
