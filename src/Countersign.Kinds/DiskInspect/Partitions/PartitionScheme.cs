namespace Countersign.Kinds.DiskInspect.Partitions;

/// <summary>The names of partition tables on the wire.</summary>
internal static class PartitionScheme
{
    public const string None = "none";
    public const string Mbr = "mbr";
    public const string Gpt = "gpt";
}
