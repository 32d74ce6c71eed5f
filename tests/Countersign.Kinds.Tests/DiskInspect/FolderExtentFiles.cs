using Countersign.Kinds.DiskInspect.Bytes;
using Countersign.Kinds.DiskInspect.Images;

namespace Countersign.Kinds.Tests.DiskInspect;

/// <summary>Extents in a folder, kept in memory; remembers what was asked for.</summary>
internal sealed class FolderExtentFiles(string folder) : IExtentFiles
{
    public List<string> Asked { get; } = [];

    public Task<ByteSource?> OpenAsync(string fileName, CancellationToken cancellationToken)
    {
        Asked.Add(fileName);
        var path = Path.Combine(folder, fileName);
        return Task.FromResult<ByteSource?>(File.Exists(path) ? new StreamByteSource(new MemoryStream(File.ReadAllBytes(path))) : null);
    }
}
