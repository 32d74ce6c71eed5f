namespace Countersign.Kinds.DiskInspect.Job;

/// <summary>The <c>action</c> of each step; wire names, never renamed.</summary>
internal static class DiskInspectActions
{
    public const string Container = "read_container";
    public const string Partitions = "read_partition_table";
    public const string FileSystems = "probe_file_systems";

    public static IReadOnlyList<string> All { get; } = [Container, Partitions, FileSystems];
}
