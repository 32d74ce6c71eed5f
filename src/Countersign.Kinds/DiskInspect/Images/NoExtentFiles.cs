using Countersign.Kinds.DiskInspect.Bytes;

namespace Countersign.Kinds.DiskInspect.Images;

/// <summary>For images that came as one file, such as uploads: nothing lies beside them.</summary>
internal sealed class NoExtentFiles : IExtentFiles
{
    public static NoExtentFiles Instance { get; } = new();

    public Task<ByteSource?> OpenAsync(string fileName, CancellationToken cancellationToken) => Task.FromResult<ByteSource?>(null);
}
