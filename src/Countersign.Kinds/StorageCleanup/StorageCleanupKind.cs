using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Kinds;
using Countersign.Contracts.Plans;

namespace Countersign.Kinds.StorageCleanup;

/// <summary>
/// <c>storage.cleanup</c>: removes files of a folder by age, size, pattern and number. Never outside the folder, never through
/// a link, never a file that is not exactly as the approved plan shows it. Folders stay, also empty ones.
/// </summary>
/// <remarks>
/// The job reads no file's content, so its analysis has no content entries, and a changed file does not stop it: each file
/// carries its own precondition, its ETag, in the plan's preview, and drifting is an outcome of that file.
/// </remarks>
/// <param name="folders">The only way to the folder.</param>
/// <param name="clock">What ages are counted to.</param>
public sealed class StorageCleanupKind(IInputFolders folders, TimeProvider clock) : IJobKind
{
    /// <summary>The kind's wire name.</summary>
    public const string Name = "storage.cleanup";

    private readonly CleanupAnalyzer _analyzer = new(folders, clock);

    public WorkLane Queue => WorkLane.Maintenance;

    public KindDescriptor Descriptor { get; } = new()
    {
        Kind = Name,
        Title = "Clean up a folder",
        Description = "Removes files by age, size, pattern and number; only those that are still as the approved plan shows them.",
        Version = "1.0",
        Risk = Risk.Destructive,
        InputSchema = CleanupSchemas.Input,
        ResultSchema = CleanupSchemas.Result,
    };

    public void CheckInput(JsonElement input, FieldErrors errors) => CleanupInputRules.Check(input, errors);

    /// <inheritdoc/>
    /// <exception cref="WorkFailedException">
    /// <c>input_not_found</c>, <c>input_not_allowed</c>, or <c>too_many_items</c> past <see cref="CleanupAnalyzer.MostMatches"/>
    /// matches or <see cref="CleanupAnalyzer.MostEntries"/> entries.
    /// </exception>
    public Task<Analysis> AnalyzeAsync(AnalysisContext context, CancellationToken cancellationToken) =>
        Task.FromResult(_analyzer.Run(context, cancellationToken));

    public Task<PlanDraft> PlanAsync(PlanContext context, CancellationToken cancellationToken) =>
        Task.FromResult(CleanupPlanner.Plan(context));

    /// <inheritdoc/>
    /// <exception cref="WorkFailedException"><c>delete_failed</c>: the system refused to remove some of the files.</exception>
    public Task<JsonElement> ExecuteAsync(StepContext context, CancellationToken cancellationToken)
    {
        using var folder = folders.Open(CleanupInput.Parse(context.Input).Path);
        return Task.FromResult(new CleanupExecution(folder, context).Run(cancellationToken));
    }

    public JsonElement Summarize(SummaryContext context)
    {
        var steps = context.Results.OrderBy(result => result.Key, StringComparer.Ordinal).Select(result => result.Value).ToArray();
        return JsonSerializer.SerializeToElement(new JsonObject
        {
            ["target"] = CleanupInput.Parse(context.Input).Path,
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
}
