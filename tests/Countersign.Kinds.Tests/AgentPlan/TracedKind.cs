using System.Text.Json;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Kinds;
using Countersign.Contracts.Plans;

namespace Countersign.Kinds.Tests.AgentPlan;

/// <summary>A kind that notes what it is handed and passes everything on.</summary>
internal sealed class TracedKind(IJobKind kind) : IJobKind
{
    public KindDescriptor Descriptor => kind.Descriptor;

    public IJobKind Inner => kind;

    /// <summary>Contexts of the steps that were executed.</summary>
    public List<StepContext> Executed { get; } = [];

    public int Analyses { get; private set; }

    public void CheckInput(JsonElement input, FieldErrors errors) => kind.CheckInput(input, errors);

    public Task<Analysis> AnalyzeAsync(AnalysisContext context, CancellationToken cancellationToken)
    {
        Analyses++;
        return kind.AnalyzeAsync(context, cancellationToken);
    }

    public Task<PlanDraft> PlanAsync(PlanContext context, CancellationToken cancellationToken) => kind.PlanAsync(context, cancellationToken);

    public IReadOnlyList<StepProblem> CheckPlan(EditedPlan plan) => kind.CheckPlan(plan);

    public Task<JsonElement> ExecuteAsync(StepContext context, CancellationToken cancellationToken)
    {
        Executed.Add(context);
        return kind.ExecuteAsync(context, cancellationToken);
    }

    public JsonElement Summarize(SummaryContext context) => kind.Summarize(context);
}
