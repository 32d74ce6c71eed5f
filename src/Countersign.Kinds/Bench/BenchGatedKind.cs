using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Kinds;
using Countersign.Contracts.Plans;

namespace Countersign.Kinds.Bench;

/// <summary>
/// <c>bench.gated</c>: an analysis of about 500 bytes, a plan of three steps, and steps that do nothing slow, so that what is
/// measured is everything around the work. Offered only where the configuration says so.
/// </summary>
/// <remarks>The steps claim to write, because a plan that only reads could be let through without a person.</remarks>
public sealed class BenchGatedKind(BenchGatedSettings settings) : IJobKind
{
    /// <summary>The kind's wire name.</summary>
    public const string Name = "bench.gated";

    private static readonly JsonElement AnyObject =
        JsonSerializer.SerializeToElement(new JsonObject { ["type"] = "object" });

    private static readonly PlanDraft Draft = new([Step("1", "fetch", []), Step("2", "transform", ["1"]), Step("3", "publish", ["2"])]);

    private static readonly JsonElement Filler =
        JsonSerializer.SerializeToElement(new JsonObject { ["text"] = string.Concat(Enumerable.Repeat("analysis ", 50)) });

    private static readonly JsonElement Done = JsonSerializer.SerializeToElement(new JsonObject { ["ok"] = true });

    private readonly EffectsLog? _effects = settings.EffectsLog is { } path ? new EffectsLog(path) : null;

    public KindDescriptor Descriptor { get; } = new()
    {
        Kind = Name,
        Title = "Gated benchmark",
        Description = "Three steps that do nothing behind an approval; measures everything around the work.",
        Version = "1.0",
        Risk = Risk.Write,
        InputSchema = AnyObject,
        ResultSchema = AnyObject,
    };

    /// <summary>With the quick ones: what is measured is everything around the work.</summary>
    public WorkLane Queue => WorkLane.Analysis;

    public void CheckInput(JsonElement input, FieldErrors errors)
    {
        if (input.ValueKind != JsonValueKind.Object)
        {
            errors.Add("input", "allowed is an object; what is in it does not matter.");
        }
    }

    public Task<Analysis> AnalyzeAsync(AnalysisContext context, CancellationToken cancellationToken) =>
        Task.FromResult(new Analysis { Summary = "Nothing to analyse.", Facts = Filler });

    public Task<PlanDraft> PlanAsync(PlanContext context, CancellationToken cancellationToken) => Task.FromResult(
        context.Feedback is { } feedback ? new PlanDraft(FeedbackNotes.NotFollowed(Draft.Steps, feedback, "every run of this benchmark is alike")) : Draft);

    public async Task<JsonElement> ExecuteAsync(StepContext context, CancellationToken cancellationToken)
    {
        _effects?.Append(context.JobId, context.Step.Id);
        if (settings.StepDuration > TimeSpan.Zero)
        {
            await Task.Delay(settings.StepDuration, cancellationToken);
        }

        return Done;
    }

    public JsonElement Summarize(SummaryContext context) =>
        JsonSerializer.SerializeToElement(new JsonObject { ["steps"] = context.Results.Count, ["ok"] = true });

    private static PlanStep Step(string id, string action, IReadOnlyList<string> dependsOn) => new()
    {
        Id = id,
        Title = $"Step {id}: {action}",
        Action = action,
        Preview = $"Does nothing, and calls it {action}.",
        Risk = Risk.Write,
        DependsOn = dependsOn,
    };
}
