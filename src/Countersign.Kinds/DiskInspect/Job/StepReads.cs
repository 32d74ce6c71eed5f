using Countersign.Kinds.DiskInspect.Bytes;

namespace Countersign.Kinds.DiskInspect.Job;

/// <summary>What one step reads, as recorded by doing it during analysis.</summary>
/// <param name="VirtualDisk">Ranges of the disk that the image holds.</param>
/// <param name="Files">Content name to ranges of that file, the image's own tables included.</param>
internal sealed record StepReads(IReadOnlyList<ByteRange> VirtualDisk, IReadOnlyDictionary<string, IReadOnlyList<ByteRange>> Files)
{
    /// <summary>Bytes of all files together.</summary>
    public long Bytes() => Files.Values.Sum(ranges => ranges.Sum(range => range.Last - range.First + 1));
}
