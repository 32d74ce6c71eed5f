using Countersign.Kinds.DiskInspect.Bytes;

namespace Countersign.Kinds.DiskInspect.Job;

/// <summary>One file of an opened image.</summary>
/// <param name="File">Closed together with the image.</param>
/// <param name="Reads">What was read of it.</param>
internal sealed record OpenedFile(IInputFile File, ByteRanges Reads)
{
    /// <summary>More ranges than this say nothing to a person; the smallest gaps between them are closed.</summary>
    public const int MostRanges = 40;

    public string Name => File.Name;
}
