using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Plans;
using Countersign.Kinds.Processes;
using Countersign.Kinds.SourceBuild.Reports;
using Countersign.Kinds.Sources;

namespace Countersign.Kinds.SourceBuild;

/// <summary>Does one step: its commands in the job's working copy, then what came of them.</summary>
internal sealed class BuildExecution(ISourceTrees trees, ProcessRunner processes, BuildSettings settings, StepContext context)
{
    private readonly JsonArray _commands = [];
    private readonly JsonArray _artifacts = [];
    private readonly OutputCounts _counts = new();

    public async Task<JsonElement> RunAsync(CancellationToken cancellationToken)
    {
        using var tree = await trees.WorkingCopyAsync(context, BuildInput.Parse(context.Input).Source, cancellationToken);
        await using var output = new RecordedOutput(context);
        if (tree.IsNew)
        {
            await RepeatWhatWasLostAsync(tree, output, cancellationToken);
        }

        var since = BuiltFiles.Now(tree.Home);
        var failure = await RunCommandsAsync(context.Step, tree, output, cancellationToken);
        var folder = BuildPreview.Read(context.Step).Folder;
        var (tests, coverage) = context.Step.Action == BuildSteps.Test ? BuildReports.Read(tree.Folder, folder, since) : (null, null);
        await SaveLogAsync(output, cancellationToken);
        if (failure is null && context.Step.Action == BuildSteps.Build)
        {
            await SaveOutputAsync(tree, folder, since, cancellationToken);
        }

        var result = JsonSerializer.SerializeToElement(new JsonObject
        {
            ["step"] = context.Step.Id,
            ["action"] = context.Step.Action,
            ["folder"] = folder,
            ["succeeded"] = failure is null,
            ["commands"] = _commands,
            ["tests"] = (tests ?? (context.Step.Action == BuildSteps.Test ? _counts.Counts : null))?.ToJson(),
            ["coverage"] = coverage?.ToJson(),
            ["artifacts"] = _artifacts,
        });
        return failure is null ? result : throw Failed(failure, result, output.Tail);
    }

    /// <summary>
    /// What earlier steps made is gone with the folder: their commands, which the same approval covers, run again, as far as this
    /// step depends on them.
    /// </summary>
    private async Task RepeatWhatWasLostAsync(SourceTree tree, RecordedOutput output, CancellationToken cancellationToken)
    {
        foreach (var step in Needed(context.Step).Where(step => context.Results.ContainsKey(step.Id)))
        {
            context.Reporter.Log($"What step '{step.Id}' made is not on this machine any more; it is done again first.", JobLogLevel.Warning);
            if (await RunCommandsAsync(step, tree, output, cancellationToken) is { } failure)
            {
                throw new WorkFailedException(
                    ErrorCodes.BuildFailed, $"Step '{step.Id}' succeeded before, and did not when it was done again: {failure.Message}", retryable: true);
            }
        }
    }

    private List<PlanStep> Needed(PlanStep step) =>
        [.. context.Plan.Steps.Where(other => step.DependsOn.Contains(other.Id)).SelectMany(other => Needed(other).Append(other)).DistinctBy(other => other.Id)];

    private async Task<CommandFailure?> RunCommandsAsync(PlanStep step, SourceTree tree, RecordedOutput output, CancellationToken cancellationToken)
    {
        var preview = BuildPreview.Read(step);
        for (var i = 0; i < preview.Commands.Count; i++)
        {
            var text = CommandText.Write(preview.Commands[i]);
            context.Reporter.Log($"$ {text}");
            output.Note($"$ {text}");
            var outcome = await processes.RunAsync(
                BuildPlanner.Request(settings, preview.Commands[i], preview.Folder, tree.Folder, tree.Home, preview.Network, context.Input),
                line =>
                {
                    output.Take(line);
                    _counts.Take(line.Text);
                },
                cancellationToken);
            _commands.Add((JsonNode)Describe(step, text, outcome));
            context.Reporter.Progress((i + 1.0) / preview.Commands.Count);
            if (!outcome.Succeeded)
            {
                return new CommandFailure(outcome, Message(text, outcome), preview.Network);
            }
        }

        return null;
    }

    private static JsonObject Describe(PlanStep step, string command, ProcessOutcome outcome) => new()
    {
        ["step"] = step.Id,
        ["command"] = command,
        ["end"] = JsonNamingPolicy.SnakeCaseLower.ConvertName(outcome.End.ToString()),
        ["exit_code"] = outcome.End is ProcessEnd.Exited ? outcome.ExitCode : null,
        ["duration_seconds"] = Math.Round(outcome.Duration.TotalSeconds, 3),
        ["peak_memory_bytes"] = outcome.PeakMemoryBytes,
    };

    private string Message(string command, ProcessOutcome outcome) => outcome.End switch
    {
        ProcessEnd.Exited => string.Create(CultureInfo.InvariantCulture, $"'{command}' ended with exit code {outcome.ExitCode}."),
        ProcessEnd.TimedOut => $"'{command}' took longer than {settings.StepTime:c} and was stopped.",
        ProcessEnd.OutOfMemory => $"'{command}' used more memory than it may (Processes:MaxMemoryBytes) and was stopped.",
        _ => $"'{command}' started more processes than it may and was stopped.",
    };

    private async Task SaveLogAsync(RecordedOutput output, CancellationToken cancellationToken)
    {
        var saved = await output.SaveAsync($"{context.Step.Id}.log", cancellationToken);
        _artifacts.Add((JsonNode)new JsonObject { ["name"] = saved.Name, ["sha256"] = saved.Sha256, ["size"] = saved.Size });
    }

    private async Task SaveOutputAsync(SourceTree tree, string folder, DateTime since, CancellationToken cancellationToken)
    {
        await using var content = new FileStream(
            Path.Combine(Path.GetTempPath(), $"countersign-archive-{Guid.NewGuid():n}"),
            new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, Options = FileOptions.DeleteOnClose });
        if (await BuiltFiles.PackAsync(tree.Folder, folder, since, content, cancellationToken) is var files and > 0)
        {
            content.Position = 0;
            var saved = await context.Artifacts.SaveAsync($"{context.Step.Id}-output.zip", "application/zip", content, cancellationToken);
            _artifacts.Add((JsonNode)new JsonObject { ["name"] = saved.Name, ["sha256"] = saved.Sha256, ["size"] = saved.Size, ["files"] = files });
        }
    }

    private WorkFailedException Failed(CommandFailure failure, JsonElement result, IReadOnlyList<string> tail)
    {
        var results = context.Results.ToDictionary(StringComparer.Ordinal);
        results[context.Step.Id] = result;
        var document = BuildSummary.Create(new SummaryContext(context.Input, context.Analysis, results));
        var code = failure.Outcome.End switch
        {
            ProcessEnd.TimedOut => ErrorCodes.TimeLimit,
            not ProcessEnd.Exited => ErrorCodes.ResourceLimit,
            _ => context.Step.Action == BuildSteps.Test ? ErrorCodes.TestsFailed : ErrorCodes.BuildFailed,
        };

        // Only what fetches may fail for the network's sake; a build or a test that fails is never tried again.
        var isMachines = failure.HadNetwork && NetworkTrouble.IsIn(failure.Outcome, tail);
        return new WorkFailedException(code, failure.Message, retryable: isMachines, details: document);
    }

    private sealed record CommandFailure(ProcessOutcome Outcome, string Message, bool HadNetwork);
}
