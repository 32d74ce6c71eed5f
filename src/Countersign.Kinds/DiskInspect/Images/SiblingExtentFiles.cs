using Countersign.Kinds.DiskInspect.Bytes;

namespace Countersign.Kinds.DiskInspect.Images;

/// <summary>Opens extents in the folder of the image. A link is refused: it could lead out of the folders that jobs may read.</summary>
internal sealed class SiblingExtentFiles(string folder) : IExtentFiles
{
    public ByteSource? Open(string fileName)
    {
        var file = new FileInfo(Path.Combine(folder, fileName));
        return file.Exists && file.LinkTarget is null ? new FileByteSource(file.FullName) : null;
    }
}
