using System.IO.Compression;
using Countersign.Kinds.DiskInspect.Bytes;
using Countersign.Kinds.DiskInspect.Images;
using Countersign.Kinds.Tests.DiskInspect;
using Countersign.Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(SampleDisks))]

namespace Countersign.Kinds.Tests.DiskInspect;

/// <summary>The images of samples/disks, unpacked side by side in a temporary folder for the length of the test run.</summary>
public sealed class SampleDisks : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("countersign-disks-").FullName;

    public SampleDisks()
    {
        foreach (var sample in Directory.EnumerateFiles(Repository.PathOf("samples", "disks")))
        {
            var name = Path.GetFileName(sample);
            if (!name.EndsWith(".gz", StringComparison.Ordinal))
            {
                File.Copy(sample, PathOf(name));
                continue;
            }

            using var packed = new GZipStream(File.OpenRead(sample), CompressionMode.Decompress);
            using var unpacked = File.Create(PathOf(name[..^3]));
            packed.CopyTo(unpacked);
        }
    }

    /// <summary>One per format and variant; each can be opened on its own name.</summary>
    public static TheoryData<string> Images { get; } =
    [
        "gpt-ext4-fat.qcow2", "gpt-compressed-v2.qcow2", "gpt-extended-l2.qcow2", "gpt-4k-sectors.qcow2", "backing.qcow2",
        "mbr-logical.qcow2", "file-systems.qcow2", "gpt-sparse.vmdk", "gpt-stream-optimized.vmdk", "flat.vmdk", "split.vmdk",
        "fixed.vhd", "gpt-dynamic.vhd", "gpt.vhdx", "floppy.raw",
    ];

    public string Folder => _folder;

    public string PathOf(string name) => Path.Combine(_folder, name);

    public byte[] Bytes(string name) => File.ReadAllBytes(PathOf(name));

    internal Task<DiskImage> OpenAsync(string name) => OpenAsync(Bytes(name));

    internal Task<DiskImage> OpenAsync(byte[] container) =>
        DiskImageOpener.OpenAsync(
            new StreamByteSource(new MemoryStream(container)), new FolderExtentFiles(_folder), CancellationToken.None);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
