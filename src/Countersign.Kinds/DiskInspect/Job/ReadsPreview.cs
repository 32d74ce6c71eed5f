using System.Text;
using Countersign.Kinds.DiskInspect.Bytes;

namespace Countersign.Kinds.DiskInspect.Job;

/// <summary>Says in a step's preview which bytes are read and what they are checked for.</summary>
internal static class ReadsPreview
{
    public static string Write(DiskInspectFacts facts, StepReads reads, string checks)
    {
        var text = new StringBuilder();
        if (reads.VirtualDisk.Count > 0)
            Line(text, $"Virtual disk ({facts.VirtualSizeBytes} bytes)", reads.VirtualDisk);
        foreach (var (file, ranges) in reads.Files.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            Line(text, $"File '{file}'", ranges);
        return text.Append("Checks: ").Append(checks).Append(". Nothing is written.").ToString();
    }

    private static void Line(StringBuilder text, string what, IReadOnlyList<ByteRange> ranges) =>
        text.Append(what).Append(": ")
            .Append(ranges.Count == 0 ? "nothing" : "bytes " + string.Join(", ", ranges.Select(range => $"{range.First}-{range.Last}")))
            .Append('\n');
}
