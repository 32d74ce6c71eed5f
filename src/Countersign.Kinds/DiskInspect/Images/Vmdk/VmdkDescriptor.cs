using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Countersign.Kinds.DiskInspect.Images.Vmdk;

/// <summary>The text that describes a VMDK disk (VMware Virtual Disk Format 1.1, "The Descriptor File").</summary>
internal sealed partial record VmdkDescriptor
{
    /// <summary>Far above what 256 extents need; QEMU stops at 10 KiB.</summary>
    public const int MaxBytes = 64 * 1024;

    private const int MaxExtents = 256;
    private const long MaxExtentSectors = 1L << 40;
    private const string NoParent = "ffffffff";

    public string? CreateType { get; init; }
    public string? ContentId { get; init; }
    public string? ParentContentId { get; init; }
    public string? ParentFileNameHint { get; init; }
    public required IReadOnlyList<VmdkExtentLine> Extents { get; init; }

    /// <summary>How to call the parent disk; null when there is none.</summary>
    public string? Parent => ParentContentId is null or NoParent ? null : ParentFileNameHint ?? $"CID {ParentContentId}";

    public static VmdkDescriptor Parse(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)0);
        var text = Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]);
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var extents = new List<VmdkExtentLine>();
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan()[range].Trim().ToString();
            if (ExtentLine().Match(line) is { Success: true } extent)
                extents.Add(ToExtent(extent));
            else if (line.Split('=', 2) is [var key, var value])
                values.TryAdd(key.Trim(), value.Trim().Trim('"'));
            if (extents.Count > MaxExtents)
                throw DiskImageException.Unsupported("Number of extents in the VMDK descriptor", extents.Count, $"at most {MaxExtents}");
        }

        return new VmdkDescriptor
        {
            CreateType = values.GetValueOrDefault("createType"),
            ContentId = values.GetValueOrDefault("CID"),
            ParentContentId = values.GetValueOrDefault("parentCID"),
            ParentFileNameHint = values.GetValueOrDefault("parentFileNameHint"),
            Extents = extents,
        };
    }

    private static VmdkExtentLine ToExtent(Match match) => new(
        match.Groups["type"].Value.ToUpperInvariant(),
        Sectors("size", match.Groups["size"].Value),
        match.Groups["file"].Success ? match.Groups["file"].Value : null,
        match.Groups["offset"].Success ? Sectors("offset", match.Groups["offset"].Value) : 0);

    private static long Sectors(string field, string digits) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= MaxExtentSectors
            ? value
            : throw DiskImageException.Corrupt($"Extent {field} in the VMDK descriptor", digits, $"at most {MaxExtentSectors} sectors");

    [GeneratedRegex("""^(RW|RDONLY|NOACCESS)\s+(?<size>\d+)\s+(?<type>[A-Z]+)(\s+"(?<file>[^"]*)"(\s+(?<offset>\d+))?)?""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex ExtentLine();
}
