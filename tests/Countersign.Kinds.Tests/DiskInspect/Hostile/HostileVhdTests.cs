using Countersign.Kinds.DiskInspect;
using Countersign.Kinds.DiskInspect.Bytes;
using Countersign.Kinds.DiskInspect.Images.Vhd;
using Countersign.Kinds.DiskInspect.Images.Vhdx;
using Xunit;

namespace Countersign.Kinds.Tests.DiskInspect.Hostile;

public sealed class HostileVhdTests(SampleDisks samples)
{
    private const int DynamicHeaderAt = 512;

    [Theory]
    [InlineData(32, 0u, "block size"), InlineData(32, 3u << 20, "block size"), InlineData(32, 1u << 31, "block size")]
    [InlineData(28, 1u, "max table entries"), InlineData(16, 0xFFFFFFFFu, "table offset")]
    public async Task Open_DynamicHeaderFieldOutOfBounds_IsCorrupt(int at, uint value, string expected)
    {
        var bytes = samples.Bytes("gpt-dynamic.vhd").WithBig32(DynamicHeaderAt + at, value);
        var sum = VhdChecksum.Compute(bytes.AsSpan(DynamicHeaderAt, 1024), 36);

        var error = await Assert.ThrowsAsync<DiskImageException>(() => samples.OpenAsync(bytes.WithBig32(DynamicHeaderAt + 36, sum)));

        Assert.Equal(DiskImageErrorCodes.Corrupt, error.Code);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_DynamicWithoutFooter_UsesTheCopyAndSaysSo()
    {
        var image = await samples.OpenAsync(samples.Bytes("gpt-dynamic.vhd")[..^512]);

        Assert.Equal("dynamic", Assert.IsType<VhdFacts>(image.Facts).Type);
        Assert.Contains(image.Facts.Problems, problem => problem.Code == "vhd_footer_damaged");
    }

    [Fact]
    public async Task Open_VhdxWithOneDamagedHeader_UsesTheOtherAndSaysSo()
    {
        var image = await samples.OpenAsync(samples.Bytes("gpt.vhdx").With(128 * 1024 + 100, 1));

        Assert.Contains(image.Facts.Problems, problem => problem.Code == "vhdx_header_damaged");
    }

    [Fact]
    public async Task Open_VhdxWithBothHeadersDamaged_IsCorrupt()
    {
        var bytes = samples.Bytes("gpt.vhdx").With(128 * 1024 + 100, 1).With(64 * 1024 + 100, 1);

        var error = await Assert.ThrowsAsync<DiskImageException>(() => samples.OpenAsync(bytes));

        Assert.Equal(DiskImageErrorCodes.Corrupt, error.Code);
    }

    [Fact]
    public async Task Open_VhdxWithALogThatHoldsNothing_IsCorrupt()
    {
        var bytes = WithLogId(samples.Bytes("gpt.vhdx"), Guid.NewGuid());

        var error = await Assert.ThrowsAsync<DiskImageException>(() => samples.OpenAsync(bytes));

        Assert.Contains("log", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_VhdxThatWasNotClosed_ReadsThroughItsLog()
    {
        // QEMU leaves its writes to the block allocation table in the log; take them back at their place and announce the last.
        var closed = samples.Bytes("gpt.vhdx");
        var log = closed.AsSpan(LastLogEntry(closed));
        var logId = new Guid(log.Slice(32, 16));
        var target = (int)new LittleEndianFields(log).U64(64 + 16);
        var open = WithLogId(closed.With(target, new byte[4096]), logId);

        var image = await samples.OpenAsync(open);

        Assert.True(Assert.IsType<VhdxFacts>(image.Facts).LogReplayed);
        var expected = new byte[26 << 20];
        (await samples.OpenAsync(closed)).Read(0, expected);
        var actual = new byte[26 << 20];
        image.Read(0, actual);
        Assert.True(expected.AsSpan().SequenceEqual(actual));
    }

    private static int LastLogEntry(byte[] file)
    {
        var at = 1024 * 1024;
        while (file.AsSpan(at + 8192, 4).SequenceEqual("loge"u8))
            at += 8192;
        return at;
    }

    private static byte[] WithLogId(byte[] file, Guid logId)
    {
        foreach (var header in new[] { 64 * 1024, 128 * 1024 })
            file = file.With(header + 48, logId.ToByteArray()).WithCrc(ReflectedCrc32.Castagnoli, header, 4096, 4);
        return file;
    }
}
