using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Countersign.Durable.Sqlite.Replay;

/// <summary>Name-based GUIDs, version 5 of RFC 9562 section 5.5: the same name gives the same GUID.</summary>
internal static class DeterministicGuid
{
    // Fixed for ever: histories depend on it.
    private static readonly Guid Namespace = new("6f3c9a52-0d1b-4f0e-9a57-3f6f0f2f8a11");

    public static Guid Create(string name)
    {
        Span<byte> space = stackalloc byte[16];
        Namespace.TryWriteBytes(space, bigEndian: true, out _);
        byte[] input = [.. space, .. Encoding.UTF8.GetBytes(name)];
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
#pragma warning disable CA5350 // The RFC asks for SHA-1; nothing here is a secret.
        SHA1.HashData(input, hash);
#pragma warning restore CA5350
        var version = BinaryPrimitives.ReadUInt16BigEndian(hash[6..]);
        BinaryPrimitives.WriteUInt16BigEndian(hash[6..], (ushort)((version & 0x0FFF) | 0x5000));
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
