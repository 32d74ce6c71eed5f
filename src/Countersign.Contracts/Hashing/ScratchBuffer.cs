using System.Buffers;

namespace Countersign.Contracts.Hashing;

/// <summary>A buffer that each thread keeps for what is written, read once and forgotten, such as what is to be hashed.</summary>
internal static class ScratchBuffer
{
    private const int LongestKept = 64 * 1024;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? kept;

    /// <summary>An empty buffer, the caller's own until it gives it back. One that is not given back is collected.</summary>
    public static ArrayBufferWriter<byte> Take()
    {
        var buffer = kept ?? new ArrayBufferWriter<byte>(1024);
        kept = null;
        return buffer;
    }

    public static void GiveBack(ArrayBufferWriter<byte> buffer)
    {
        if (buffer.Capacity <= LongestKept)
        {
            buffer.ResetWrittenCount();
            kept = buffer;
        }
    }
}
