using System.Text;
using System.Text.Json;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Kinds;
using Countersign.Contracts.Plans;
using Countersign.Kinds.CodeAnalysis.Coverage;
using Countersign.Kinds.CodeAnalysis.CSharp;
using Countersign.Kinds.CodeAnalysis.Findings;
using Countersign.Kinds.CodeAnalysis.Inventory;
using Countersign.Kinds.CodeAnalysis.Job;
using Countersign.Kinds.CodeAnalysis.Neutral;
using Countersign.Kinds.CodeAnalysis.Report;
using Countersign.Kinds.CodeAnalysis.Tools;
using Countersign.Kinds.Processes;
using Countersign.Kinds.Sources;

namespace Countersign.Kinds.CodeAnalysis;

/// <summary>
/// <c>code.analysis</c>: looks for mistakes in a tree of sources, without building or running any of it, and says how good it is.
/// </summary>
/// <param name="trees">Copies the source; asked for at the first job.</param>
/// <param name="runner">Runs the tools that the machine has; asked for at the first job.</param>
/// <param name="clock">What ages are counted to.</param>
public sealed class CodeAnalysisKind(Func<ISourceTrees> trees, Func<ProcessRunner> runner, TimeProvider clock) : IJobKind
{
    /// <summary>The kind's wire name.</summary>
    public const string Name = "code.analysis";

    public KindDescriptor Descriptor { get; } = new()
    {
        Kind = Name,
        Title = "Analyse sources",
        Description = "Finds security issues, smells and type errors in sources, scores them, and writes SARIF and HTML reports.",
        Version = "1.0",
        Risk = Risk.Read,
        InputSchema = CodeAnalysisSchemas.Input,
        ResultSchema = CodeAnalysisSchemas.Result,
    };

    public void CheckInput(JsonElement input, FieldErrors errors) => CodeAnalysisInputRules.Check(input, errors);

    /// <inheritdoc/>
    /// <exception cref="WorkFailedException">As <see cref="ISourceTrees.CopyAsync"/>.</exception>
    public async Task<Analysis> AnalyzeAsync(AnalysisContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var input = CodeAnalysisInput.Parse(context.Input);
        using var tree = await trees().CopyAsync(context.JobId, input.Source, cancellationToken);
        return SourceAnalyzer.Run(tree, input, runner(), context.Reporter, cancellationToken);
    }

    public Task<PlanDraft> PlanAsync(PlanContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Task.FromResult(CodeAnalysisPlanner.Plan(context));
    }

    /// <inheritdoc/>
    /// <remarks>Steps may be left out and reordered; the reports come last, since they tell what the others found.</remarks>
    public IReadOnlyList<StepProblem> CheckPlan(EditedPlan plan)
    {
        var problems = PlannedSteps.Check(plan);
        var at = plan.Steps.Select(step => step.Id).ToList().IndexOf(CodeAnalysisPlanner.Report);
        return at >= 0 && at < plan.Steps.Count - 1
            ? [.. problems, new StepProblem(CodeAnalysisPlanner.Report, "is not the last; it tells what the steps before it found.")]
            : problems;
    }

    /// <inheritdoc/>
    /// <exception cref="WorkFailedException">As <see cref="ISourceTrees.WorkingCopyAsync"/> and <see cref="IArtifacts.SaveAsync"/>.</exception>
    public async Task<JsonElement> ExecuteAsync(StepContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Step.Id == CodeAnalysisPlanner.Report)
        {
            return await WriteReportsAsync(context, cancellationToken);
        }

        var input = CodeAnalysisInput.Parse(context.Input);
        using var tree = await trees().WorkingCopyAsync(context, input.Source, cancellationToken);
        var all = FileWalk.All(tree.Folder, cancellationToken);
        var files = all.Where(file => input.Selection.Takes(file.Path)).ToArray();
        var report = context.Step.Id switch
        {
            NeutralAnalyser.Name => NeutralAnalyser.Run(
                files, input.Rules, input.Limits, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime), context.Reporter, cancellationToken),
            CSharpAnalyser.Name => await CSharpAnalyser.RunAsync(files, all, input.Rules, input.Limits, context.Reporter, cancellationToken),
            CodeAnalysisPlanner.CoverageStep => ReadCoverage(all, cancellationToken),
            var name => await RunToolAsync(name, tree, files, input, context, cancellationToken),
        };
        Tell(report, context.Reporter);
        return JsonSerializer.SerializeToElement(report, CodeAnalysisJson.Default.StepReport);
    }

    public JsonElement Summarize(SummaryContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return JsonSerializer.SerializeToElement(AnalysisOutcome.Create(context.Analysis, context.Results).Result, CodeAnalysisJson.Default.AnalysisResult);
    }

    public IReadOnlyList<Measurement> Measure(JsonElement result) => new Measurements(result)
        .Number("score", "score")
        .Number("files", "files")
        .Count("security_issues", "security_issues")
        .Count("smells", "smells")
        .Count("type_errors", "type_errors")
        .Count("hygiene_findings", "hygiene")
        .Number("duplicated_lines", "duplicated_lines")
        .Number("line_coverage_rate", "coverage", "line_rate")
        .Found;

    private Task<StepReport> RunToolAsync(
        string name, SourceTree tree, WalkedFile[] files, CodeAnalysisInput input, StepContext context, CancellationToken cancellationToken)
    {
        var tool = ExternalTools.All.Single(tool => tool.Name == name);
        // Tools look at every file below their folder; what the job leaves out is left out here.
        return ToolRun.RunAsync(
            tool, tree, files.Count(file => tool.Extensions.Any(file.Path.EndsWith)), runner(), new FindingSink(input.Rules, input.Selection.Takes),
            context.Reporter, cancellationToken);
    }

    private static StepReport ReadCoverage(List<WalkedFile> all, CancellationToken cancellationToken)
    {
        var reports = new List<CoverageReport>();
        foreach (var file in all.Where(file => CoverageFiles.MayBe(file.Name)).Take(100))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (CoverageFiles.TryRead(file) is { } report)
            {
                reports.Add(report);
            }
        }

        return new StepReport { Analyser = CodeAnalysisPlanner.CoverageStep, Files = reports.Count, Coverage = reports };
    }

    private static async Task<JsonElement> WriteReportsAsync(StepContext context, CancellationToken cancellationToken)
    {
        var outcome = AnalysisOutcome.Create(context.Analysis, context.Results);
        await SaveAsync(CodeAnalysisPlanner.SarifName, "application/sarif+json", SarifReport.Write(outcome));
        await SaveAsync(CodeAnalysisPlanner.HtmlName, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(HtmlReport.Write(outcome)));
        context.Reporter.Progress(1);
        return JsonSerializer.SerializeToElement(new StepReport { Analyser = CodeAnalysisPlanner.Report }, CodeAnalysisJson.Default.StepReport);

        async Task SaveAsync(string name, string type, byte[] bytes)
        {
            using var content = new MemoryStream(bytes);
            await context.Artifacts.SaveAsync(name, type, content, cancellationToken);
        }
    }

    private static void Tell(StepReport report, IJobReporter reporter)
    {
        reporter.Log($"{report.Analyser}: {report.Counts.Sum(count => count.Count)} findings in {report.Files} files.");
        foreach (var note in report.Notes)
        {
            reporter.Log(note, JobLogLevel.Warning);
        }

        reporter.Progress(1);
    }
}
