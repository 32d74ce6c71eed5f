using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Kinds;
using Countersign.Contracts.Plans;
using Countersign.Kinds;
using Countersign.Server.Kinds;

namespace Countersign.Server.Upkeep;

/// <summary>What the kinds of the server's own upkeep have in common.</summary>
internal abstract class UpkeepKind : IUpkeepKind
{
    private static readonly JsonElement AnyObject = JsonSerializer.SerializeToElement(new JsonObject { ["type"] = "object" });

    protected UpkeepKind(string kind, string title, string description, Risk risk) => Descriptor = new KindDescriptor
    {
        Kind = kind,
        Title = title,
        Description = description,
        Version = "1.0",
        Risk = risk,
        InputSchema = AnyObject,
        ResultSchema = AnyObject,
    };

    public KindDescriptor Descriptor { get; }

    public WorkLane Queue => WorkLane.Maintenance;

    public abstract string Rule { get; }

    public abstract string Reason { get; }

    /// <summary>Only the server makes inputs of these kinds.</summary>
    public void CheckInput(JsonElement input, FieldErrors errors)
    {
        if (input.ValueKind != JsonValueKind.Object)
        {
            errors.Add("input", "allowed is an object.");
        }
    }

    public abstract Task<Analysis> AnalyzeAsync(AnalysisContext context, CancellationToken cancellationToken);

    public Task<PlanDraft> PlanAsync(PlanContext context, CancellationToken cancellationToken) =>
        Task.FromResult(new PlanDraft([.. Plan(context)]));

    public abstract Task<JsonElement> ExecuteAsync(StepContext context, CancellationToken cancellationToken);

    /// <inheritdoc/>
    /// <remarks>The results of the steps, by step.</remarks>
    public virtual JsonElement Summarize(SummaryContext context) => JsonSerializer.SerializeToElement(new JsonObject(
        context.Results.OrderBy(result => result.Key, StringComparer.Ordinal)
            .Select(result => KeyValuePair.Create<string, JsonNode?>(result.Key, JsonNode.Parse(result.Value.GetRawText())))));

    /// <summary>The steps. Pure.</summary>
    protected abstract IEnumerable<PlanStep> Plan(PlanContext context);

    protected static JsonElement Json(JsonObject content) => JsonSerializer.SerializeToElement(content);
}
