namespace Countersign.Kinds.DiskInspect.FileSystems;

/// <summary>Recognises one family of file systems by its signature.</summary>
internal interface IFileSystemProbe
{
    /// <summary>
    /// Returns null when the volume does not carry the signature, or carries it with values that no such file system has.
    /// </summary>
    /// <exception cref="DiskImageException">The image cannot be read at the place of the signature.</exception>
    FileSystem? Probe(Volume volume);
}
