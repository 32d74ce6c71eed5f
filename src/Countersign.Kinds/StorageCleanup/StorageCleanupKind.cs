using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Kinds;
using Countersign.Contracts.Plans;

namespace Countersign.Kinds.StorageCleanup;

/// <summary>
/// <c>storage.cleanup</c>: removes files of a folder, or blobs of a container, by age, size, pattern and number. Never outside the
/// target, never through a link, never what is not exactly as the approved plan shows it. Folders stay, also empty ones.
/// </summary>
/// <remarks>
/// The job reads no content, so its analysis has no content entries, and a changed file or blob does not stop it: each
/// carries its own precondition, its ETag, in the plan's preview, and drifting is an outcome of that item.
/// </remarks>
/// <param name="folders">The only way to a folder.</param>
/// <param name="containers">The only way to a container.</param>
/// <param name="clock">What ages are counted to.</param>
public sealed class StorageCleanupKind(IInputFolders folders, IInputContainers containers, TimeProvider clock) : IJobKind
{
    /// <summary>The kind's wire name.</summary>
    public const string Name = "storage.cleanup";

    private readonly CleanupAnalyzer _analyzer = new(clock);

    public WorkLane Queue => WorkLane.Maintenance;

    public KindDescriptor Descriptor { get; } = new()
    {
        Kind = Name,
        Title = "Clean up a folder or a container",
        Description = "Removes files or blobs by age, size, pattern and number; only those that are still as the approved plan shows them.",
        Version = "1.1",
        Risk = Risk.Destructive,
        InputSchema = CleanupSchemas.Input,
        ResultSchema = CleanupSchemas.Result,
    };

    public void CheckInput(JsonElement input, FieldErrors errors) => CleanupInputRules.Check(input, containers.Names, errors);

    /// <inheritdoc/>
    /// <exception cref="WorkFailedException">
    /// <c>input_not_found</c>, <c>input_not_allowed</c>, or <c>too_many_items</c> past <see cref="CleanupAnalyzer.MostMatches"/>
    /// matches or <see cref="CleanupAnalyzer.MostEntries"/> entries, or <c>service_unavailable</c> (retryable) where the storage of a
    /// container does not answer.
    /// </exception>
    public async Task<Analysis> AnalyzeAsync(AnalysisContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var input = CleanupInput.Parse(context.Input);
        using var target = Open(input);
        return await _analyzer.RunAsync(input, target, context.Reporter, cancellationToken);
    }

    public Task<PlanDraft> PlanAsync(PlanContext context, CancellationToken cancellationToken) =>
        Task.FromResult(CleanupPlanner.Plan(context));

    /// <inheritdoc/>
    /// <exception cref="WorkFailedException">
    /// <c>delete_failed</c>: the system refused to remove some of the items. <c>service_unavailable</c> (retryable): the storage of a
    /// container does not answer.
    /// </exception>
    public async Task<JsonElement> ExecuteAsync(StepContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var input = CleanupInput.Parse(context.Input);
        using var target = Open(input);
        return await new CleanupExecution(target, CleanupWords.Of(input), context).RunAsync(cancellationToken);
    }

    public JsonElement Summarize(SummaryContext context)
    {
        var steps = context.Results.OrderBy(result => result.Key, StringComparer.Ordinal).Select(result => result.Value).ToArray();
        var input = CleanupInput.Parse(context.Input);
        return JsonSerializer.SerializeToElement(new JsonObject
        {
            ["target"] = input.Target,
            ["target_type"] = input.TargetType,
            ["planned"] = steps.Sum(step => step.GetProperty("planned").GetInt32()),
            ["deleted"] = steps.Sum(step => step.GetProperty("deleted").GetInt32()),
            ["bytes_freed"] = steps.Sum(step => step.GetProperty("bytes_freed").GetInt64()),
            ["skipped"] = steps.Sum(step => step.GetProperty("skipped").GetInt32()),
            ["items"] = new JsonArray([.. steps.SelectMany(step => step.GetProperty("items").EnumerateArray()).Select(item => JsonNode.Parse(item.GetRawText()))]),
        });
    }

    public IReadOnlyList<Measurement> Measure(JsonElement result) => new Measurements(result)
        .Number("files_planned", "planned")
        .Number("files_deleted", "deleted")
        .Number("files_skipped", "skipped")
        .Number("freed_bytes", "bytes_freed")
        .Found;

    private ICleanupTarget Open(CleanupInput input) =>
        input.IsContainer ? new ContainerTarget(containers.Open(input.Target)) : new FolderTarget(folders.Open(input.Target));
}
