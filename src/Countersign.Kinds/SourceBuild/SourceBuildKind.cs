using System.Text.Json;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Kinds;
using Countersign.Contracts.Plans;
using Countersign.Kinds.Processes;
using Countersign.Kinds.Sources;

namespace Countersign.Kinds.SourceBuild;

/// <summary>
/// <c>source.build</c>: finds the projects of a source and restores, builds and tests them with the machine's own toolchains, in a
/// sandbox and on a copy. The commands that a plan shows are the ones that run.
/// </summary>
/// <remarks>
/// The steps of a plan share one working copy. Where that is lost between two steps (a crash that took the folder, another machine),
/// the step makes it again and first repeats the steps that it depends on.
/// </remarks>
/// <param name="trees">Copies sources.</param>
/// <param name="processes">Runs the toolchains.</param>
/// <param name="settings">What they may use.</param>
public sealed class SourceBuildKind(Func<ISourceTrees> trees, Func<ProcessRunner> processes, Func<BuildSettings> settings) : IJobKind
{
    /// <summary>The kind's wire name.</summary>
    public const string Name = "source.build";

    public KindDescriptor Descriptor { get; } = new()
    {
        Kind = Name,
        Title = "Build a source",
        Description = "Restores, builds and tests .NET, Node, Python, Go, Rust, Maven, Gradle, CMake and Make projects in a sandbox, and reads their test and coverage reports.",
        Version = "1.0",
        Risk = Risk.Write,
        InputSchema = BuildSchemas.Input,
        ResultSchema = BuildSchemas.Result,
    };

    public void CheckInput(JsonElement input, FieldErrors errors) => BuildInput.Check(input, errors);

    /// <inheritdoc/>
    /// <exception cref="WorkFailedException">
    /// <c>nothing_to_build</c>, <c>program_not_found</c> when no project's programs are there, or what <see cref="ISourceTrees.CopyAsync"/> throws.
    /// </exception>
    public Task<Analysis> AnalyzeAsync(AnalysisContext context, CancellationToken cancellationToken) =>
        new BuildAnalyzer(trees(), processes()).RunAsync(context, cancellationToken);

    /// <inheritdoc/>
    public Task<PlanDraft> PlanAsync(PlanContext context, CancellationToken cancellationToken) =>
        Task.FromResult(new BuildPlanner(processes(), settings()).Plan(context));

    /// <inheritdoc/>
    /// <exception cref="WorkFailedException">
    /// <c>build_failed</c>, <c>tests_failed</c>, <c>time_limit</c> or <c>resource_limit</c>, with the job's result so far in their
    /// details; retryable only where fetching failed for the network's sake, or a step that had succeeded did not when repeated.
    /// </exception>
    public Task<JsonElement> ExecuteAsync(StepContext context, CancellationToken cancellationToken) =>
        new BuildExecution(trees(), processes(), settings(), context).RunAsync(cancellationToken);

    public JsonElement Summarize(SummaryContext context) => BuildSummary.Create(context);

    public IReadOnlyList<Measurement> Measure(JsonElement result) => new Measurements(result)
        .Count("projects", "projects")
        .Number("tests_passed", "tests", "passed")
        .Number("tests_failed", "tests", "failed")
        .Number("tests_skipped", "tests", "skipped")
        .Number("line_coverage_percent", "coverage", "line_percent")
        .Found;
}
