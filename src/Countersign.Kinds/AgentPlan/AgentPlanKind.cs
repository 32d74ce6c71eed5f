using System.Text.Json;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Kinds;
using Countersign.Contracts.Plans;
using Countersign.Kinds.AgentPlan.Model;
using Countersign.Kinds.Sources;

namespace Countersign.Kinds.AgentPlan;

/// <summary>
/// <c>agent.plan</c>: a goal in words becomes jobs of other kinds. Each is analysed and planned by its own kind before anybody decides,
/// so that the plan shows exactly what those kinds will do, and each step is done by the kind that planned it.
/// </summary>
/// <remarks>
/// Never a part of itself. A job whose plan depends on what an earlier one is going to write is no part of a plan: see decision 29.
/// </remarks>
/// <param name="all">Every kind of the server, asked for at the first job.</param>
/// <param name="trees">Copies the source, for a look at its names.</param>
/// <param name="model">A model that plans; null for the rules.</param>
/// <param name="settings">What the operator allows.</param>
public sealed class AgentPlanKind(
    Func<IReadOnlyList<IJobKind>> all, Func<ISourceTrees> trees, Func<IChatModel?> model, Func<AgentSettings> settings) : IJobKind
{
    /// <summary>The kind's wire name.</summary>
    public const string Name = "agent.plan";

    public KindDescriptor Descriptor { get; } = new()
    {
        Kind = Name,
        Title = "Plan for a goal",
        Description = "Turns a goal in words into jobs of the other kinds, by rules or by a language model; the plan shows exactly what each of them will do.",
        Version = "1.0",
        Risk = Risk.Destructive,
        InputSchema = AgentSchemas.Input,
        ResultSchema = AgentSchemas.Result,
    };

    private IReadOnlyList<IJobKind> Kinds => [.. all().Where(kind =>
        kind.Descriptor.Kind != Name && (settings().Kinds.Count == 0 || settings().Kinds.Contains(kind.Descriptor.Kind)))];

    public void CheckInput(JsonElement input, FieldErrors errors) =>
        AgentInput.Check(input, [.. Kinds.Select(kind => kind.Descriptor.Kind)], errors);

    /// <inheritdoc/>
    /// <remarks>Asks the model, where there is one; an analysis that is repeated because files have changed keeps the jobs and does not.</remarks>
    /// <exception cref="WorkFailedException">
    /// <c>budget_exceeded</c>, <c>model_failed</c>, <c>model_unavailable</c> (retryable), or what <see cref="ISourceTrees.CopyAsync"/> throws.
    /// </exception>
    public Task<Analysis> AnalyzeAsync(AnalysisContext context, CancellationToken cancellationToken) => CreateAnalyzer(context).RunAsync(cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="WorkFailedException">As <see cref="AnalyzeAsync"/>, where feedback is to be answered.</exception>
    public async Task<PlanDraft> PlanAsync(PlanContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var facts = AgentFacts.Read(context.Analysis.Facts);
        Analysis? found = null;
        if (context is { Feedback: { } words, Look: { } look })
        {
            facts = await CreateAnalyzer(look).AnswerAsync(facts, words, cancellationToken);
            found = facts.ToAnalysis();
        }

        var kinds = Kinds;
        var feedback = AgentFeedback.Parse(facts.Feedback, [.. kinds.Select(kind => kind.Descriptor.Kind)]);
        var draft = await new PlanComposer(kinds, context, facts, feedback).ComposeAsync(cancellationToken);
        return draft with { Analysis = found };
    }

    public IReadOnlyList<StepProblem> CheckPlan(EditedPlan plan) => AgentExecution.Check(Kinds, plan);

    /// <inheritdoc/>
    /// <exception cref="WorkFailedException"><c>plan_invalid</c>, or whatever the step's own kind throws.</exception>
    public Task<JsonElement> ExecuteAsync(StepContext context, CancellationToken cancellationToken) =>
        AgentExecution.RunAsync(Kinds, context, cancellationToken);

    public JsonElement Summarize(SummaryContext context) => AgentSummary.Create(Kinds, context);

    private AgentAnalyzer CreateAnalyzer(AnalysisContext context) => new(Kinds, trees, model(), settings(), context);
}
