namespace Countersign.Kinds.DiskInspect.Partitions.Gpt;

/// <summary>Names the attribute bits of an entry (UEFI 2.10, table 5.8; for basic data Microsoft's GPT attribute constants).</summary>
internal static class GptAttributes
{
    public static bool IsLegacyBootable(ulong attributes) => (attributes & 4) != 0;

    public static IReadOnlyList<string> NamesOf(ulong attributes, Guid type) =>
        [.. Enumerable.Range(0, 64).Where(bit => (attributes >> bit & 1) != 0).Select(bit => NameOf(bit, type))];

    private static string NameOf(int bit, Guid type) => bit switch
    {
        0 => "required",
        1 => "no_block_io",
        2 => "legacy_bios_bootable",
        60 when type == GptTypes.BasicData => "read_only",
        61 when type == GptTypes.BasicData => "shadow_copy",
        62 when type == GptTypes.BasicData => "hidden",
        63 when type == GptTypes.BasicData => "no_drive_letter",
        _ => $"bit_{bit}",
    };
}
