using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Kinds;
using Countersign.Contracts.Plans;
using Countersign.Kinds.DiskInspect.Job;

namespace Countersign.Kinds.DiskInspect;

/// <summary>
/// <c>disk.inspect</c>: reports container, partitions and file systems of a disk image. Only reads, only files that the input
/// and the image's own descriptor name, and never a backing file or parent disk.
/// </summary>
public sealed class DiskInspectKind : IJobKind
{
    public KindDescriptor Descriptor { get; } = new()
    {
        Kind = "disk.inspect",
        Title = "Inspect a disk image",
        Description = "Reads container, partition tables and file systems of a qcow2, VMDK, VHD, VHDX or raw disk image.",
        Version = "1.0",
        Risk = Risk.Read,
        InputSchema = DiskInspectSchemas.Input,
        ResultSchema = DiskInspectSchemas.Result,
    };

    public void CheckInput(JsonElement input, FieldErrors errors) => DiskInspectInputRules.Check(input, errors);

    /// <inheritdoc/>
    /// <exception cref="WorkFailedException">
    /// <c>checksum_mismatch</c> or <c>format_mismatch</c> with what was expected and what is there, a code of
    /// <see cref="DiskImageErrorCodes"/>, or <c>image_read_failed</c>, which is retryable.
    /// </exception>
    public Task<Analysis> AnalyzeAsync(AnalysisContext context, CancellationToken cancellationToken) =>
        DiskInspectFailures.TranslateAsync(() => DiskInspectAnalyzer.RunAsync(context, cancellationToken));

    public Task<PlanDraft> PlanAsync(PlanContext context, CancellationToken cancellationToken) =>
        Task.FromResult(DiskInspectPlanner.Plan(context.Analysis, context.Feedback));

    /// <inheritdoc/>
    public Task<JsonElement> ExecuteAsync(StepContext context, CancellationToken cancellationToken) =>
        DiskInspectFailures.TranslateAsync(async () =>
        {
            var input = DiskInspectInput.Parse(context.Input);
            await using var disk = await OpenedDisk.OpenAsync(context.Files, input.Image, cancellationToken);
            var sha256 = context.Analysis.Content.Single(entry => entry.Name == disk.Files[0].Name).Sha256;
            var result = DiskInspectSteps.Run(context.Step.Action, disk, sha256, context.Reporter, cancellationToken);
            context.Reporter.Progress(1);
            return result;
        });

    public JsonElement Summarize(SummaryContext context) => JsonSerializer.SerializeToElement(new JsonObject
    {
        ["image"] = Part(context, "container"),
        ["partition_table"] = Part(context, "partitions"),
        ["file_systems"] = Part(context, "file_systems"),
    });

    public IReadOnlyList<Measurement> Measure(JsonElement result) => new Measurements(result)
        .Number("image_bytes", "image", "size_bytes")
        .Number("virtual_bytes", "image", "facts", "virtual_size_bytes")
        .Count("partitions", "partition_table", "partitions")
        .Count("file_systems", "file_systems")
        .Found;

    private static JsonNode? Part(SummaryContext context, string step) =>
        context.Results.TryGetValue(step, out var result) ? JsonNode.Parse(result.GetRawText()) : null;
}
