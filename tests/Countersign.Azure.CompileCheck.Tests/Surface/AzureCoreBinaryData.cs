// Written by hand for the compile check: declarations of just what the sources in src use of the package System.Memory.Data.
// No behaviour stands behind them, and where the packages restore, the real ones are compiled against instead.
#nullable disable
#pragma warning disable

namespace System
{
    public class BinaryData
    {
        public static BinaryData FromBytes(byte[] data) => throw null!;

        public byte[] ToArray() => throw null!;

        public ReadOnlyMemory<byte> ToMemory() => throw null!;
    }
}
