using System.Globalization;

namespace Countersign.Kinds.DiskInspect.Job;

/// <summary>The <c>action</c> of each step; wire names, never renamed.</summary>
internal static class DiskInspectActions
{
    public const string Container = "read_container";
    public const string Partitions = "read_partition_table";
    public const string FileSystems = "probe_file_systems";

    private const string Except = ":except=";

    /// <summary>Probing all partitions but some.</summary>
    public static string FileSystemsExcept(IReadOnlyCollection<int> partitions) =>
        partitions.Count == 0 ? FileSystems : FileSystems + Except + string.Join(',', partitions.Order());

    /// <summary>The action without what narrows it, and the numbers of the partitions that it leaves out.</summary>
    public static (string Action, IReadOnlySet<int> LeftOut) Parse(string action)
    {
        var at = action.IndexOf(Except, StringComparison.Ordinal);
        return at < 0
            ? (action, new HashSet<int>())
            : (action[..at], action[(at + Except.Length)..].Split(',').Select(number => int.Parse(number, CultureInfo.InvariantCulture)).ToHashSet());
    }

    public static IReadOnlyList<string> All { get; } = [Container, Partitions, FileSystems];
}
