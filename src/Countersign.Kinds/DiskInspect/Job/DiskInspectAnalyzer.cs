using System.Text.Json;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Plans;
using Countersign.Kinds.DiskInspect.Bytes;
using Countersign.Kinds.DiskInspect.Images;

namespace Countersign.Kinds.DiskInspect.Job;

/// <summary>Hashes the files, compares with what the client said, and rehearses the steps to learn what they read.</summary>
internal static class DiskInspectAnalyzer
{
    public static async Task<Analysis> RunAsync(AnalysisContext context, CancellationToken cancellationToken)
    {
        var input = DiskInspectInput.Parse(context.Input);
        var container = await HashContainerAsync(context, input, cancellationToken);
        await using var disk = await OpenedDisk.OpenAsync(context.Files, input.Image, cancellationToken);
        var content = new List<ContentEntry> { container };
        foreach (var extent in disk.Files.Skip(1))
            content.Add(await HashAsync(extent.File, null, cancellationToken));

        var (reads, partitions) = await RehearseAsync(context, input, container.Sha256, cancellationToken);
        var facts = new DiskInspectFacts
        {
            File = container.Name,
            Format = disk.Image.Format,
            SizeBytes = container.Size,
            Sha256 = container.Sha256,
            VirtualSizeBytes = disk.Image.VirtualSize,
            Partitions = partitions,
            Reads = reads,
        };
        context.Reporter.Progress(1);
        return new Analysis
        {
            Summary = $"'{facts.File}' is a {facts.Format} image of {facts.SizeBytes} bytes, its disk has {facts.VirtualSizeBytes}.",
            Facts = JsonSerializer.SerializeToElement(facts, DiskInspectJson.Default.DiskInspectFacts),
            Content = [.. content.OrderBy(entry => entry.Name, StringComparer.Ordinal)],
        };
    }

    /// <summary>Digest and format are compared before anything is parsed: a damaged download should be called that.</summary>
    private static async Task<ContentEntry> HashContainerAsync(
        AnalysisContext context, DiskInspectInput input, CancellationToken cancellationToken)
    {
        await using var file = await context.Files.OpenAsync(input.Image, cancellationToken);
        var entry = await HashAsync(file, new HashProgress(context.Reporter, 0, file.Content.Length), cancellationToken);
        context.Reporter.Log($"{entry.Name}: {entry.Size} bytes, {entry.Sha256}");
        Compare(ErrorCodes.ChecksumMismatch, $"The digest of '{entry.Name}'", input.Checksum, entry.Sha256);
        if (input.Format is not null)
            Compare(
                "format_mismatch", $"The format of '{entry.Name}'",
                input.Format, DiskImageDetector.Detect(new StreamByteSource(file.Content)));
        return entry;
    }

    private static async Task<ContentEntry> HashAsync(IInputFile file, IProgress<long>? progress, CancellationToken cancellationToken) =>
        new(file.Name, await ContainerDigest.ComputeAsync(file.Content, progress, cancellationToken), file.Content.Length);

    private static async Task<(Dictionary<string, StepReads> Reads, IReadOnlyList<int> Partitions)> RehearseAsync(
        AnalysisContext context, DiskInspectInput input, string sha256, CancellationToken cancellationToken)
    {
        var reads = new Dictionary<string, StepReads>(StringComparer.Ordinal);
        var results = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var action in DiskInspectActions.All)
        {
            await using var disk = await OpenedDisk.OpenAsync(context.Files, input.Image, cancellationToken);
            results.Add(action, DiskInspectSteps.Run(action, disk, sha256, SilentReporter.Instance, cancellationToken));
            reads.Add(action, disk.Reads());
        }

        var partitions = results[DiskInspectActions.Partitions].GetProperty("partitions");
        return (reads, [.. partitions.EnumerateArray().Select(partition => partition.GetProperty("number").GetInt32())]);
    }

    private static void Compare(string code, string what, string? expected, string actual)
    {
        if (expected is null || expected == actual)
            return;
        throw new WorkFailedException(
            code, $"{what} is {actual}; the job expects {expected}.",
            details: JsonSerializer.SerializeToElement(new Mismatch(expected, actual), DiskInspectJson.Default.Mismatch));
    }
}
