using Countersign.Kinds.DiskInspect.Bytes;

namespace Countersign.Kinds.DiskInspect.Images;

/// <summary>Opens the files in which an image in several files keeps its data.</summary>
internal interface IExtentFiles
{
    /// <summary>Opens the file of that plain name beside the image, or returns null when there is none that may be read.</summary>
    /// <param name="fileName">Checked before the call: no directory part, no <c>..</c>.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    Task<ByteSource?> OpenAsync(string fileName, CancellationToken cancellationToken);
}
