using System.Text.Json;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Kinds;
using Countersign.Contracts.Plans;

namespace Countersign.Kinds;

/// <summary>
/// One kind of work: it analyses and plans by reading only, and executes exactly the steps it planned. Everything may run
/// more than once, after a crash with the same arguments, and must then have the same effect.
/// </summary>
public interface IJobKind
{
    /// <summary>What clients are told about the kind.</summary>
    KindDescriptor Descriptor { get; }

    /// <summary>
    /// Where the work waits when all slots are taken. Unless a kind says otherwise, plans that only read go with the analyses, all
    /// others with the builds.
    /// </summary>
    WorkLane Queue => Descriptor.Risk == Risk.Read ? WorkLane.Analysis : WorkLane.Builds;

    /// <summary>Checks an input without touching anything but the input, and notes every problem by field (<c>input.…</c>).</summary>
    void CheckInput(JsonElement input, FieldErrors errors);

    /// <summary>Looks at what the input names, by reading only.</summary>
    /// <exception cref="WorkFailedException">The input cannot be worked on; the job fails with the exception's code.</exception>
    Task<Analysis> AnalyzeAsync(AnalysisContext context, CancellationToken cancellationToken);

    /// <summary>
    /// Says step by step what execution will do. Pure, unless it has to look at more to answer feedback
    /// (<see cref="PlanContext.Look"/>): the same context gives the same plan.
    /// </summary>
    /// <exception cref="WorkFailedException">There is nothing that could be planned.</exception>
    Task<PlanDraft> PlanAsync(PlanContext context, CancellationToken cancellationToken);

    /// <summary>
    /// Checks a plan that somebody edited, by looking at nothing but the arguments. Unless a kind says otherwise, steps may be
    /// left out and reordered, and nothing else.
    /// </summary>
    /// <returns>Every step that the kind would not execute as it stands; empty for a plan that it takes.</returns>
    IReadOnlyList<StepProblem> CheckPlan(EditedPlan plan) => PlannedSteps.Check(plan);

    /// <summary>Does one step of the approved plan and returns its result.</summary>
    /// <remarks>
    /// The inputs that the step names have been compared with the analysis before; a change of one stops the step. What else the
    /// step acts on stands in its preview, which the plan's hash covers, and the kind itself holds each such item to the state
    /// that the preview shows: drift there is an outcome of the item, not a failure of the step.
    /// </remarks>
    /// <exception cref="WorkFailedException">The step failed; a retryable failure is tried again as configured for the kind.</exception>
    Task<JsonElement> ExecuteAsync(StepContext context, CancellationToken cancellationToken);

    /// <summary>Makes the job's result document of the steps' results. Pure.</summary>
    JsonElement Summarize(SummaryContext context);
}
