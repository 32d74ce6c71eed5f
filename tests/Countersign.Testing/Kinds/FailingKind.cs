using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Kinds;
using Countersign.Contracts.Plans;
using Countersign.Kinds;

namespace Countersign.Testing.Kinds;

/// <summary>
/// A kind whose one step always fails, as the input <c>{"how": ...}</c> says: <c>machine</c> (may be tried again),
/// <c>work</c> (may not), or <c>bug</c> (throws what it should not).
/// </summary>
public sealed class FailingKind : IJobKind
{
    public const string Kind = "test.failing";

    private static readonly JsonElement Empty = JsonSerializer.SerializeToElement(new JsonObject());

    public KindDescriptor Descriptor { get; } = new()
    {
        Kind = Kind,
        Title = "Failing step",
        Description = "Fails.",
        Version = "1.0",
        Risk = Risk.Write,
        InputSchema = Empty,
        ResultSchema = Empty,
    };

    public void CheckInput(JsonElement input, FieldErrors errors)
    {
    }

    public Task<Analysis> AnalyzeAsync(AnalysisContext context, CancellationToken cancellationToken) =>
        Task.FromResult(new Analysis { Summary = "Nothing to analyse.", Facts = Empty });

    public Task<PlanDraft> PlanAsync(PlanContext context, CancellationToken cancellationToken) => Task.FromResult(new PlanDraft(
    [
        new PlanStep { Id = "fail", Title = "Fail", Action = "fail", Preview = "Fails.", Risk = Risk.Write },
    ]));

    public Task<JsonElement> ExecuteAsync(StepContext context, CancellationToken cancellationToken) =>
        throw (context.Input.GetProperty("how").GetString() switch
        {
            "machine" => new WorkFailedException("machine_failed", "The machine failed.", retryable: true),
            "work" => new WorkFailedException("work_failed", "The work failed."),
            _ => (Exception)new InvalidOperationException("secret"),
        });

    public JsonElement Summarize(SummaryContext context) => Empty;
}
