using System.IO.Compression;

namespace Countersign.Kinds.DiskInspect.Bytes;

/// <summary>Decompresses one block into a buffer of known size; whatever a stream would yield beyond it is never produced.</summary>
internal static class Inflation
{
    /// <summary>Raw DEFLATE (RFC 1951). Returns the number of bytes produced, at most the size of <paramref name="output"/>.</summary>
    public static int Deflate(byte[] compressed, int count, Span<byte> output, string field)
    {
        using var input = new MemoryStream(compressed, 0, count, writable: false);
        using var inflater = new DeflateStream(input, CompressionMode.Decompress);
        return Fill(inflater, output, field);
    }

    /// <summary>
    /// DEFLATE in a zlib envelope (RFC 1950). Returns the number of bytes produced, at most the size of
    /// <paramref name="output"/>.
    /// </summary>
    public static int Zlib(byte[] compressed, int count, Span<byte> output, string field)
    {
        using var input = new MemoryStream(compressed, 0, count, writable: false);
        using var inflater = new ZLibStream(input, CompressionMode.Decompress);
        return Fill(inflater, output, field);
    }

    private static int Fill(Stream inflater, Span<byte> output, string field)
    {
        try
        {
            return inflater.ReadAtLeast(output, output.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException broken)
        {
            throw new DiskImageException(DiskImageErrorCodes.Corrupt, $"{field} is no valid compressed data: {broken.Message}", broken);
        }
    }
}
