using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Errors;
using Countersign.Kinds.Processes;
using Countersign.Kinds.ProjectGenerate.Catalogue;
using Countersign.Kinds.SourceBuild;
using Countersign.Kinds.SourceBuild.Reports;
using Countersign.Kinds.Sources;

namespace Countersign.Kinds.ProjectGenerate.Job;

/// <summary>Builds and tests what was written, with the commands that the plan shows.</summary>
internal sealed class BuildCheck(ProcessRunner processes, BuildSettings settings, StepContext context)
{
    private readonly JsonArray _commands = [];
    private readonly OutputCounts _counts = new();

    /// <exception cref="WorkFailedException">
    /// <c>build_failed</c>, <c>tests_failed</c>, <c>time_limit</c> or <c>resource_limit</c>, with the job's result so far; retryable only
    /// where fetching failed for the network's sake.
    /// </exception>
    public async Task<JsonElement> RunAsync(SourceTree tree, CancellationToken cancellationToken)
    {
        var preview = CheckPreview.Read(context.Step);
        var since = BuiltFiles.Now(tree.Home);
        await using var output = new RecordedOutput(context);
        var failure = await RunCommandsAsync(preview, tree, output, cancellationToken);
        var (reported, _) = BuildReports.Read(tree.Folder, preview.Folder, since);
        var log = await output.SaveAsync($"{context.Step.Id}.log", cancellationToken);
        var result = JsonSerializer.SerializeToElement(new JsonObject
        {
            ["step"] = context.Step.Id,
            ["folder"] = preview.Folder,
            ["succeeded"] = failure is null,
            ["commands"] = _commands,
            ["tests"] = (reported ?? _counts.Counts)?.ToJson(),
            ["log"] = new JsonObject { ["name"] = log.Name, ["sha256"] = log.Sha256, ["size"] = log.Size },
        });
        return failure is null ? result : throw failure(result, output.Tail);
    }

    private async Task<Func<JsonElement, IReadOnlyList<string>, WorkFailedException>?> RunCommandsAsync(
        CheckPreview preview, SourceTree tree, RecordedOutput output, CancellationToken cancellationToken)
    {
        for (var i = 0; i < preview.Commands.Count; i++)
        {
            var command = preview.Commands[i];
            var text = CommandText.Write(command.Run);
            context.Reporter.Log($"$ {text}");
            output.Note($"$ {text}");
            var outcome = await processes.RunAsync(
                GenerationPlanner.Request(settings, command, preview.Folder, tree.Folder, tree.Home),
                line =>
                {
                    output.Take(line);
                    _counts.Take(line.Text);
                },
                cancellationToken);
            _commands.Add((JsonNode)new JsonObject
            {
                ["command"] = text,
                ["exit_code"] = outcome.End is ProcessEnd.Exited ? outcome.ExitCode : null,
                ["duration_seconds"] = Math.Round(outcome.Duration.TotalSeconds, 3),
            });
            context.Reporter.Progress((i + 1.0) / preview.Commands.Count);
            if (!outcome.Succeeded)
            {
                return (result, tail) => Failed(command, text, outcome, result, tail);
            }
        }

        return null;
    }

    private WorkFailedException Failed(TemplateCommand command, string text, ProcessOutcome outcome, JsonElement result, IReadOnlyList<string> tail)
    {
        var results = context.Results.ToDictionary(StringComparer.Ordinal);
        results[context.Step.Id] = result;
        var (code, message) = outcome.End switch
        {
            ProcessEnd.Exited => (
                command.Step == BuildSteps.Test ? ErrorCodes.TestsFailed : ErrorCodes.BuildFailed,
                string.Create(CultureInfo.InvariantCulture, $"'{text}' ended with exit code {outcome.ExitCode}.")),
            ProcessEnd.TimedOut => (ErrorCodes.TimeLimit, $"'{text}' took longer than {settings.StepTime:c} and was stopped."),
            _ => (ErrorCodes.ResourceLimit, $"'{text}' used more memory or processes than it may and was stopped."),
        };
        return new WorkFailedException(
            code,
            message,
            retryable: command.Step == BuildSteps.Restore && NetworkTrouble.IsIn(outcome, tail),
            details: GenerationSummary.Create(new SummaryContext(context.Input, context.Analysis, results)));
    }
}
