using System.Security.Cryptography;
using Countersign.Kinds.DiskInspect.Bytes;

namespace Countersign.Kinds.DiskInspect.FileSystems.Luks;

/// <summary>The checksum over binary header and JSON area (LUKS2 specification, section 2.1, "csum").</summary>
internal static class Luks2Checksum
{
    private const int ChecksumAt = 448;
    private const int ChecksumFieldBytes = 64;
    private const ulong MinHeaderBytes = 16 * 1024;
    private const ulong MaxHeaderBytes = 4 * 1024 * 1024;

    /// <summary>Empty when it matches, or when it uses another algorithm than the usual sha256.</summary>
    public static IReadOnlyList<DiskProblem> Check(Volume volume, ulong headerBytes, byte[] binaryHeader)
    {
        if (headerBytes is < MinHeaderBytes or > MaxHeaderBytes)
            return [new("luks_header_size", $"LUKS2 hdr_size is {headerBytes}; allowed is {MinHeaderBytes} to {MaxHeaderBytes}.")];
        if (FixedText.Latin1(binaryHeader.AsSpan(72, 32)) != "sha256")
            return [];
        if (volume.TryRead(0, (int)headerBytes) is not { } header)
            return [new("luks_header_size", $"LUKS2 hdr_size is {headerBytes}; the volume has {volume.Length} bytes.")];
        var stored = header.AsSpan(ChecksumAt, SHA256.HashSizeInBytes).ToArray();
        header.AsSpan(ChecksumAt, ChecksumFieldBytes).Clear();
        return SHA256.HashData(header).AsSpan().SequenceEqual(stored)
            ? []
            : [new("superblock_checksum", "SHA-256 of the primary LUKS2 header does not match; a secondary header may be intact.")];
    }
}
