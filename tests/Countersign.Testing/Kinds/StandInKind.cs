using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Kinds;
using Countersign.Contracts.Plans;
using Countersign.Kinds;

namespace Countersign.Testing.Kinds;

/// <summary>
/// Stands in for a kind by its name where only the routes to it are tested: takes any input that has one member, plans one step,
/// and its result is the input.
/// </summary>
/// <param name="kind">The name of the kind that it stands in for.</param>
/// <param name="required">The member that the input must have.</param>
/// <param name="risk">Of the one step.</param>
public sealed class StandInKind(string kind, string required, Risk risk) : IJobKind
{
    private static readonly JsonElement AnyObject = JsonSerializer.SerializeToElement(new JsonObject { ["type"] = "object" });

    public KindDescriptor Descriptor { get; } = new()
    {
        Kind = kind,
        Title = $"Stands in for {kind}",
        Description = "Plans one step that does nothing.",
        Version = "1.0",
        Risk = risk,
        InputSchema = AnyObject,
        ResultSchema = AnyObject,
    };

    public void CheckInput(JsonElement input, FieldErrors errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        if (input.ValueKind != JsonValueKind.Object || !input.TryGetProperty(required, out _))
        {
            errors.Add($"input.{required}", "is required.");
        }
    }

    public Task<Analysis> AnalyzeAsync(AnalysisContext context, CancellationToken cancellationToken) =>
        Task.FromResult(new Analysis { Summary = "Nothing to analyse.", Facts = JsonSerializer.SerializeToElement(new JsonObject()) });

    public Task<PlanDraft> PlanAsync(PlanContext context, CancellationToken cancellationToken) => Task.FromResult(new PlanDraft(
        [new PlanStep { Id = "only", Title = "Do nothing", Action = "nothing", Preview = "Returns the input.", Risk = risk }], new Estimate()));

    public Task<JsonElement> ExecuteAsync(StepContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Reporter.Log("Nothing was done.");
        return Task.FromResult(context.Input);
    }

    public JsonElement Summarize(SummaryContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Results["only"];
    }
}
