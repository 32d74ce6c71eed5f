using System.Text;
using Countersign.Kinds.DiskInspect;
using Countersign.Kinds.DiskInspect.Bytes;
using Countersign.Kinds.DiskInspect.Images;
using Xunit;

namespace Countersign.Kinds.Tests.DiskInspect.Hostile;

public sealed class HostileVmdkTests(SampleDisks samples)
{
    [Theory]
    [
        InlineData("../secret.raw"), InlineData("/etc/passwd"), InlineData("..\\secret.raw"),
        InlineData(".."), InlineData("C:secret"), InlineData("")]
    public async Task Open_ExtentOutsideTheFolder_IsRefusedWithoutAsking(string name)
    {
        var files = new FolderExtentFiles(samples.Folder);

        var error = await Assert.ThrowsAsync<DiskImageException>(() => OpenAsync($"RW 1 FLAT \"{name}\" 0", files));

        Assert.Equal(DiskImageErrorCodes.ExtentUnavailable, error.Code);
        Assert.Empty(files.Asked);
    }

    [Theory]
    [InlineData("RW 1 FLAT \"absent.raw\" 0", DiskImageErrorCodes.ExtentUnavailable)]
    [InlineData("RW 99999999 FLAT \"floppy.raw\" 0", DiskImageErrorCodes.Truncated)]
    [InlineData("RW 1 FLAT \"floppy.raw\" 99999999", DiskImageErrorCodes.Truncated)]
    [InlineData("RW 99999999999999999999 ZERO", DiskImageErrorCodes.Corrupt)]
    [InlineData("RW 1 VMFSRDM \"floppy.raw\"", DiskImageErrorCodes.Unsupported)]
    [InlineData("RW 99999999 SPARSE \"split-s001.vmdk\"", DiskImageErrorCodes.Corrupt)]
    [InlineData("no extent", DiskImageErrorCodes.Corrupt)]
    public async Task Open_ExtentLineThatCannotHold_IsRefused(string line, string code)
    {
        var error = await Assert.ThrowsAsync<DiskImageException>(() => OpenAsync(line, new FolderExtentFiles(samples.Folder)));

        Assert.Equal(code, error.Code);
    }

    [Fact]
    public async Task Open_ThousandsOfExtents_IsUnsupported()
    {
        var lines = string.Join('\n', Enumerable.Repeat("RW 1 ZERO", 3000));

        var error = await Assert.ThrowsAsync<DiskImageException>(() => OpenAsync(lines, NoExtentFiles.Instance));

        Assert.Equal(DiskImageErrorCodes.Unsupported, error.Code);
    }

    [Theory]
    [InlineData(12, ulong.MaxValue), InlineData(12, 1UL << 54), InlineData(20, 0UL), InlineData(20, 3UL), InlineData(20, 1UL << 40)]
    [InlineData(44, 0UL), InlineData(56, 1UL << 62), InlineData(36, 1UL << 30)]
    public async Task Open_SparseHeaderFieldOutOfBounds_IsRefused(int at, ulong value)
    {
        await Assert.ThrowsAsync<DiskImageException>(() => samples.OpenAsync(samples.Bytes("gpt-sparse.vmdk").WithLittle64(at, value)));
    }

    [Fact]
    public async Task Open_StreamOptimizedWithoutFooter_IsCorrupt()
    {
        var bytes = samples.Bytes("gpt-stream-optimized.vmdk").WithLittle64(56, ulong.MaxValue);

        var error = await Assert.ThrowsAsync<DiskImageException>(() => samples.OpenAsync(bytes[..^1024]));

        Assert.Equal(DiskImageErrorCodes.Corrupt, error.Code);
    }

    private static Task<DiskImage> OpenAsync(string extentLines, IExtentFiles files)
    {
        var text = $"# Disk DescriptorFile\nversion=1\nCID=fffffffe\nparentCID=ffffffff\ncreateType=\"custom\"\n{extentLines}\n";
        return DiskImageOpener.OpenAsync(
            new StreamByteSource(new MemoryStream(Encoding.UTF8.GetBytes(text))), files, CancellationToken.None);
    }
}
