using System.Text.Json;
using Countersign.Contracts.Plans;

namespace Countersign.Kinds.DiskInspect.Job;

/// <summary>Makes the steps of the plan from what the analysis recorded.</summary>
internal static class DiskInspectPlanner
{
    public static PlanDraft Plan(Analysis analysis, string? feedback)
    {
        var facts = analysis.Facts.Deserialize(DiskInspectJson.Default.DiskInspectFacts)
            ?? throw new ArgumentException("The analysis has no facts.", nameof(analysis));
        var wish = DiskInspectFeedback.Read(feedback ?? "", facts.Partitions ?? []);
        IReadOnlyList<PlanStep> all =
        [
            Step(
                facts, "container", DiskInspectActions.Container,
                $"Read the {facts.Format} container's metadata", ContainerChecks(facts.Format)),
            Step(facts, "partitions", DiskInspectActions.Partitions, "Read the partition tables", PartitionChecks),
            FileSystems(facts, wish.Partitions),
        ];
        IReadOnlyList<PlanStep> steps = [.. all.Where(step => !wish.Steps.Contains(step.Id))];
        if (feedback is not null && wish.NotFollowed is { } why)
        {
            steps = FeedbackNotes.NotFollowed(steps, feedback, why);
        }

        return new PlanDraft(steps, new Estimate { BytesRead = steps.Sum(step => step.Estimate?.BytesRead ?? 0), BytesWritten = 0 });
    }

    private static PlanStep FileSystems(DiskInspectFacts facts, IReadOnlyCollection<int> leftOut)
    {
        var step = Step(facts, "file_systems", DiskInspectActions.FileSystems, "Probe the file systems", FileSystemChecks);
        if (leftOut.Count == 0)
            return step;
        var numbers = string.Join(", ", leftOut.Order());
        return step with
        {
            Action = DiskInspectActions.FileSystemsExcept(leftOut),
            Title = $"Probe the file systems, except on partition {numbers}",
            Preview = $"Left out: partition {numbers}. Of the following, what only that needs is not read.\n{step.Preview}",
        };
    }

    private const string PartitionChecks =
        "MBR signature, EBR chains without loops and within the extended partition, "
        + "GPT header and entry array CRC-32 of both copies, overlaps, ranges within the disk";

    private const string FileSystemChecks =
        "signatures of ext2/3/4, XFS, btrfs, NTFS, FAT, exFAT, ISO 9660, swap, LUKS and LVM2; "
        + "superblock checksums where the format has them; sizes within the volume";

    private static string ContainerChecks(string format) => format switch
    {
        "qcow2" => "version, feature bits, cluster size, extent of the L1 table; a backing file is named and not opened",
        "vmdk" => "header or descriptor, extent files beside the image, extent of the grain directory; a parent is named and not opened",
        "vhd" => "checksums of footer and header, extent of the block table; a parent is named and not opened",
        "vhdx" => "CRC-32C of both headers and region tables, log, metadata, extent of the block table; a parent is named and not opened",
        _ => "none, the file has no container",
    };

    private static PlanStep Step(DiskInspectFacts facts, string id, string action, string title, string checks)
    {
        var reads = facts.Reads[action];
        return new PlanStep
        {
            Id = id,
            Title = title,
            Action = action,
            Preview = ReadsPreview.Write(facts, reads, checks),
            Risk = Risk.Read,
            Inputs = [.. reads.Files.Keys.Order(StringComparer.Ordinal)],
            Estimate = new Estimate { BytesRead = reads.Bytes(), BytesWritten = 0 },
        };
    }
}
