using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Kinds;
using Countersign.Contracts.Plans;
using Countersign.Kinds;

namespace Countersign.Testing.Kinds;

/// <summary>A kind of two steps, <c>build</c> and <c>pack</c>, that do what a test says, such as saving files.</summary>
public sealed class SavingKind : IJobKind
{
    public const string Kind = "test.saving";

    private static readonly JsonElement AnyObject = JsonSerializer.SerializeToElement(new JsonObject { ["type"] = "object" });

    /// <summary>What each step does; nothing, unless a test says otherwise.</summary>
    public Func<StepContext, CancellationToken, Task> Work { get; set; } = (_, _) => Task.CompletedTask;

    public KindDescriptor Descriptor { get; } = new()
    {
        Kind = Kind,
        Title = "Saving steps",
        Description = "Saves files.",
        Version = "1.0",
        Risk = Risk.Write,
        InputSchema = AnyObject,
        ResultSchema = AnyObject,
    };

    /// <summary>Saves text under a name.</summary>
    public static Task SaveTextAsync(StepContext context, string name, string text, CancellationToken cancellationToken, string type = "text/plain") =>
        context.Artifacts.SaveAsync(name, type, new MemoryStream(Encoding.UTF8.GetBytes(text)), cancellationToken);

    public void CheckInput(JsonElement input, FieldErrors errors)
    {
    }

    public Task<Analysis> AnalyzeAsync(AnalysisContext context, CancellationToken cancellationToken) =>
        Task.FromResult(new Analysis { Summary = "Nothing to analyse.", Facts = AnyObject });

    public Task<PlanDraft> PlanAsync(PlanContext context, CancellationToken cancellationToken) =>
        Task.FromResult(new PlanDraft([Step("build", []), Step("pack", ["build"])]));

    public async Task<JsonElement> ExecuteAsync(StepContext context, CancellationToken cancellationToken)
    {
        await Work(context, cancellationToken);
        return AnyObject;
    }

    public JsonElement Summarize(SummaryContext context) => AnyObject;

    private static PlanStep Step(string id, string[] dependsOn) =>
        new() { Id = id, Title = id, Action = id, Preview = $"Does {id}.", Risk = Risk.Write, Inputs = [], DependsOn = dependsOn };
}
