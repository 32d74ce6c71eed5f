using System.Text.Json;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Kinds;
using Countersign.Contracts.Plans;
using Countersign.Kinds.Processes;
using Countersign.Kinds.Sources;

namespace Countersign.Kinds.ScriptRun;

/// <summary>
/// <c>script.run</c>: one program of the operator's list, or a script for one, in a sandbox. What was approved is the text that runs.
/// </summary>
/// <remarks>A script that a crash of the server cuts off runs again from its beginning; scripts should bear that.</remarks>
/// <param name="trees">Makes the folder it runs in.</param>
/// <param name="processes">Runs it.</param>
/// <param name="settings">What the operator allows.</param>
public sealed class ScriptRunKind(Func<ISourceTrees> trees, Func<ProcessRunner> processes, Func<ScriptSettings> settings) : IJobKind
{
    /// <summary>The kind's wire name.</summary>
    public const string Name = "script.run";

    public KindDescriptor Descriptor { get; } = new()
    {
        Kind = Name,
        Title = "Run a script",
        Description = "Runs a command or a script in a sandbox, with its output live; the plan shows every line of it and what is dangerous.",
        Version = "1.0",
        Risk = Risk.Destructive,
        InputSchema = ScriptSchemas.Input,
        ResultSchema = ScriptSchemas.Result,
    };

    public void CheckInput(JsonElement input, FieldErrors errors) => ScriptInputRules.Check(input, settings(), errors);

    /// <inheritdoc/>
    /// <exception cref="WorkFailedException">
    /// <c>program_not_allowed</c>, <c>program_not_found</c>, <c>input_not_found</c>, or what <see cref="ISourceTrees.CopyAsync"/> throws.
    /// </exception>
    public Task<Analysis> AnalyzeAsync(AnalysisContext context, CancellationToken cancellationToken) =>
        new ScriptAnalyzer(trees(), processes(), settings()).RunAsync(context, cancellationToken);

    /// <inheritdoc/>
    public Task<PlanDraft> PlanAsync(PlanContext context, CancellationToken cancellationToken) =>
        Task.FromResult(new ScriptPlanner(settings(), processes()).Plan(context));

    /// <inheritdoc/>
    /// <exception cref="WorkFailedException">
    /// <c>exit_code</c>, <c>time_limit</c> or <c>resource_limit</c>, never retried and with the result in its details; what
    /// <see cref="ProcessRunner.RunAsync"/> and <see cref="ISourceTrees.WorkingCopyAsync"/> throw.
    /// </exception>
    public Task<JsonElement> ExecuteAsync(StepContext context, CancellationToken cancellationToken) =>
        new ScriptExecution(trees(), processes(), settings()).RunAsync(context, cancellationToken);

    public JsonElement Summarize(SummaryContext context) => context.Results[ScriptPlanner.Run];

    public IReadOnlyList<Measurement> Measure(JsonElement result) => new Measurements(result)
        .Number("exit_code", "exit_code")
        .Number("run_seconds", "duration_seconds")
        .Number("peak_memory_bytes", "peak_memory_bytes")
        .Number("output_bytes", "output", "bytes")
        .Found;
}
