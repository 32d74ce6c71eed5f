using System.Text;
using Countersign.Kinds.DiskInspect.Bytes;

namespace Countersign.Kinds.DiskInspect.Images.Vhdx;

/// <summary>Names the parent disk from the key-value pairs of the parent locator ([MS-VHDX] 2.6.2.6).</summary>
internal static class VhdxParentLocator
{
    /// <summary>The relative path if there is one, else an absolute one, else the parent's linkage id; null when none is given.</summary>
    public static string? Describe(byte[] locator)
    {
        if (locator.Length < 20)
            return null;
        var fields = new LittleEndianFields(locator);
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < fields.U16(18) && 20 + (i + 1) * 12 <= locator.Length; i++)
        {
            var at = 20 + i * 12;
            if (Text(locator, fields.U32(at), fields.U16(at + 8)) is { } key
                && Text(locator, fields.U32(at + 4), fields.U16(at + 10)) is { } value)
                values.TryAdd(key, value);
        }

        return values.GetValueOrDefault("relative_path") ?? values.GetValueOrDefault("volume_path")
            ?? values.GetValueOrDefault("absolute_win32_path") ?? values.GetValueOrDefault("parent_linkage");
    }

    private static string? Text(byte[] locator, uint offset, ushort length) =>
        offset + (long)length <= locator.Length ? Encoding.Unicode.GetString(locator, (int)offset, length & ~1) : null;
}
