namespace Countersign.Kinds.DiskInspect.Images.Vhd;

/// <summary>The one's complement of the sum of all bytes but the checksum's own (VHD specification, "Checksum").</summary>
internal static class VhdChecksum
{
    public static uint Compute(ReadOnlySpan<byte> structure, int checksumAt)
    {
        uint sum = 0;
        for (var i = 0; i < structure.Length; i++)
        {
            if (i < checksumAt || i >= checksumAt + 4)
                sum += structure[i];
        }

        return ~sum;
    }
}
