namespace Countersign.Kinds.DiskInspect.FileSystems;

/// <summary>Sizes from superblocks, where any 64-bit value may stand.</summary>
internal static class BlockCount
{
    /// <summary>Blocks times block size; null when no disk could be that large.</summary>
    public static long? ToBytes(ulong blocks, ulong blockBytes)
    {
        var bytes = (UInt128)blocks * blockBytes;
        return bytes <= long.MaxValue ? (long)bytes : null;
    }
}
