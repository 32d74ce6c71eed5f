using System.Text.Json;
using Countersign.Kinds.DiskInspect.Partitions;
using Countersign.Kinds.DiskInspect.Report;

namespace Countersign.Kinds.DiskInspect.Job;

/// <summary>Does the steps. The analysis does them as well, to record what they read; only execution keeps their results.</summary>
internal static class DiskInspectSteps
{
    /// <param name="action">One of <see cref="DiskInspectActions"/>, as the plan has it.</param>
    /// <param name="disk">Freshly opened, which is the first part of each step.</param>
    /// <param name="sha256">Digest of the container file.</param>
    /// <param name="reporter">Told what was found.</param>
    /// <param name="cancellationToken">Observed between volumes.</param>
    public static JsonElement Run(
        string action, OpenedDisk disk, string sha256, IJobReporter reporter, CancellationToken cancellationToken)
    {
        var (name, leftOut) = DiskInspectActions.Parse(action);
        return name switch
        {
            DiskInspectActions.Container => Container(disk, sha256, reporter),
            DiskInspectActions.Partitions => Partitions(disk, reporter),
            DiskInspectActions.FileSystems => FileSystems(disk, leftOut, reporter, cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(action), action, "A plan has only the actions that its kind made."),
        };
    }

    private static JsonElement Container(OpenedDisk disk, string sha256, IJobReporter reporter)
    {
        var facts = disk.Image.Facts;
        reporter.Log($"{facts.Format} image, virtual disk of {facts.VirtualSizeBytes} bytes");
        Warn(facts.Problems, reporter);
        var container = disk.Files[0];
        return JsonSerializer.SerializeToElement(
            new ContainerResult(container.Name, container.File.Content.Length, sha256, facts), DiskInspectJson.Default.ContainerResult);
    }

    private static JsonElement Partitions(OpenedDisk disk, IJobReporter reporter)
    {
        var table = PartitionTableReader.Read(disk.Image);
        reporter.Log($"partition table {table.Scheme}, {table.Partitions.Count} partitions");
        Warn(table.Problems, reporter);
        foreach (var partition in table.Partitions)
            Warn(partition.Problems, reporter);
        return JsonSerializer.SerializeToElement(table, DiskInspectJson.Default.PartitionTable);
    }

    private static JsonElement FileSystems(
        OpenedDisk disk, IReadOnlySet<int> leftOut, IJobReporter reporter, CancellationToken cancellationToken)
    {
        var table = PartitionTableReader.Read(disk.Image);
        var volumes = DiskInspection.ProbeVolumes(disk.Image, table with { Partitions = [.. table.Partitions.Where(partition => !leftOut.Contains(partition.Number))] }, cancellationToken);
        foreach (var volume in volumes)
        {
            var place = volume.Partition is { } number ? $"partition {number}" : "whole disk";
            reporter.Log($"{place}: {volume.FileSystem?.Type ?? "no known signature"}");
            Warn([.. volume.Problems, .. volume.FileSystem?.Problems ?? []], reporter);
        }

        return JsonSerializer.SerializeToElement(volumes, DiskInspectJson.Default.IReadOnlyListVolumeReport);
    }

    private static void Warn(IEnumerable<DiskProblem> problems, IJobReporter reporter)
    {
        foreach (var problem in problems)
            reporter.Log(problem.Message, JobLogLevel.Warning);
    }
}
