using System.Text.Json;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Kinds;
using Countersign.Contracts.Plans;
using Countersign.Kinds.Processes;
using Countersign.Kinds.ProjectGenerate.Job;
using Countersign.Kinds.SourceBuild;
using Countersign.Kinds.Sources;

namespace Countersign.Kinds.ProjectGenerate;

/// <summary>
/// <c>project.generate</c>: makes a project from one of the product's templates. The plan lists every file with its digest, and nothing
/// else is written; the project is built and tested with the machine's toolchain and handed out as an archive.
/// </summary>
/// <param name="trees">Makes the folder that the project is checked in.</param>
/// <param name="processes">Runs the toolchains.</param>
/// <param name="settings">What they may use.</param>
public sealed class ProjectGenerateKind(Func<ISourceTrees> trees, Func<ProcessRunner> processes, Func<BuildSettings> settings) : IJobKind
{
    /// <summary>The kind's wire name.</summary>
    public const string Name = "project.generate";

    public KindDescriptor Descriptor { get; } = new()
    {
        Kind = Name,
        Title = "Generate a project",
        Description = "Makes a project from a template and parameters, or from a goal in words; builds and tests it where its toolchain is there, and packs it.",
        Version = "1.0",
        Risk = Risk.Write,
        InputSchema = GenerationSchemas.Input,
        ResultSchema = GenerationSchemas.Result,
    };

    public void CheckInput(JsonElement input, FieldErrors errors) => GenerationInputRules.Check(input, errors);

    /// <inheritdoc/>
    /// <exception cref="WorkFailedException"><c>invalid_request</c>, when the templates changed after the job was accepted.</exception>
    public Task<Analysis> AnalyzeAsync(AnalysisContext context, CancellationToken cancellationToken) =>
        Task.FromResult(new GenerationAnalyzer(processes()).Run(context));

    /// <inheritdoc/>
    public Task<PlanDraft> PlanAsync(PlanContext context, CancellationToken cancellationToken) =>
        Task.FromResult(new GenerationPlanner(processes(), settings()).Plan(context));

    /// <summary>Build checks may be left out; files, parameters and archive are as the planner made them.</summary>
    public IReadOnlyList<StepProblem> CheckPlan(EditedPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return GenerationPlanRules.Check(plan);
    }

    /// <inheritdoc/>
    /// <exception cref="WorkFailedException">
    /// <c>inputs_changed</c> when this version makes another project than the plan shows; <c>build_failed</c>, <c>tests_failed</c>,
    /// <c>time_limit</c> or <c>resource_limit</c> of a build check, retryable only where fetching packages failed for the network's sake.
    /// </exception>
    public Task<JsonElement> ExecuteAsync(StepContext context, CancellationToken cancellationToken) =>
        new GenerationExecution(trees(), processes(), settings(), context).RunAsync(cancellationToken);

    public JsonElement Summarize(SummaryContext context) => GenerationSummary.Create(context);
}
