using System.Globalization;
using System.Text.RegularExpressions;

namespace Countersign.Kinds.DiskInspect.Job;

/// <summary>What a person's feedback asks to leave out of the plan.</summary>
/// <param name="Steps">Ids of steps.</param>
/// <param name="Partitions">Numbers of partitions whose file systems are not to be probed.</param>
/// <param name="NotFollowed">Why nothing, or not everything, was done as asked; null when it was.</param>
/// <remarks>
/// Understood are sentences that leave something out (skip, leave out, omit, without, exclude, drop, ignore, do not read) or keep
/// something (only), naming the container, the partition tables, the file systems, or partitions by number.
/// </remarks>
internal sealed partial record DiskInspectFeedback(
    IReadOnlySet<string> Steps, IReadOnlySet<int> Partitions, string? NotFollowed)
{
    private static readonly string[] AllSteps = ["container", "partitions", "file_systems"];

    /// <param name="feedback">The person's words.</param>
    /// <param name="partitions">The numbers that there are.</param>
    public static DiskInspectFeedback Read(string feedback, IReadOnlyList<int> partitions)
    {
        var steps = new HashSet<string>(StringComparer.Ordinal);
        var numbers = new HashSet<int>();
        foreach (var sentence in Sentences().Split(feedback.ToLowerInvariant()))
        {
            var named = StepsIn(sentence).ToHashSet(StringComparer.Ordinal);
            var numbered = NumbersIn(sentence).ToHashSet();
            if (LeavesOut().IsMatch(sentence))
            {
                steps.UnionWith(named);
                numbers.UnionWith(numbered);
            }
            else if (Keeps().IsMatch(sentence))
            {
                steps.UnionWith(named.Count > 0 ? AllSteps.Except(named) : []);
                numbers.UnionWith(numbered.Count > 0 ? partitions.Except(numbered) : []);
            }
        }

        int[] unknown = [.. numbers.Except(partitions)];
        numbers.IntersectWith(partitions);
        return (steps.Count, numbers.Count, unknown.Length) switch
        {
            (3, _, _) => new(new HashSet<string>(), numbers, "it would leave nothing to do"),
            (_, _, > 0) => new(steps, numbers, $"the disk has no partition {string.Join(", ", unknown.Order())}"),
            (0, 0, _) => new(steps, numbers, "it names nothing that this plan could leave out, which is the container, the partition tables, the file systems, or partitions by number"),
            _ => new(steps, numbers, null),
        };
    }

    private static IEnumerable<string> StepsIn(string sentence)
    {
        if (sentence.Contains("container", StringComparison.Ordinal))
            yield return "container";
        if (PartitionTables().IsMatch(sentence))
            yield return "partitions";
        // "The file systems of partition 2" are that partition, not all of them.
        if (FileSystems().IsMatch(sentence) && !NumberedPartitions().IsMatch(sentence))
            yield return "file_systems";
    }

    private static IEnumerable<int> NumbersIn(string sentence) => NumberedPartitions().Matches(sentence)
        .SelectMany(match => match.Groups["number"].Captures)
        .Select(capture => int.TryParse(capture.ValueSpan, CultureInfo.InvariantCulture, out var number) ? number : 0);

    [GeneratedRegex(@"[.;!?\r\n]+|\bbut\b")]
    private static partial Regex Sentences();

    [GeneratedRegex(@"\b(skip|leave\s+out|omit|without|exclude|drop|ignore|(do\s+not|don't)\s+(read|probe|check|inspect|look))\b")]
    private static partial Regex LeavesOut();

    [GeneratedRegex(@"\b(only|just|nothing\s+but)\b")]
    private static partial Regex Keeps();

    [GeneratedRegex(@"\bpartition[\s-]+tables?\b|\bpartitions\b(?!\s*#?\d)")]
    private static partial Regex PartitionTables();

    [GeneratedRegex(@"\bfile[\s_-]?systems?\b")]
    private static partial Regex FileSystems();

    [GeneratedRegex(@"\bpartitions?\s*#?(?<number>\d+)(\s*(,|and|or|&|,\s*and)\s*#?(?<number>\d+))*")]
    private static partial Regex NumberedPartitions();
}
