using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Errors;
using Countersign.Kinds.Processes;
using Countersign.Kinds.Sources;

namespace Countersign.Kinds.ScriptRun;

/// <summary>Runs the approved command or script and tells all of how it went, whichever way that was.</summary>
internal sealed class ScriptExecution(ISourceTrees trees, ProcessRunner processes, ScriptSettings settings)
{
    public const string OutputName = "output.txt";

    public async Task<JsonElement> RunAsync(StepContext context, CancellationToken cancellationToken)
    {
        var input = ScriptInput.Parse(context.Input) with { Timeout = ScriptPlanner.TimeLimitOf(context.Step) };
        ScriptAnalyzer.RequireProgram(input, settings, processes);
        if (context.MayBePartlyDone)
        {
            context.Reporter.Log("An earlier run was cut off or failed; it begins anew, and what it did before stays done.", JobLogLevel.Warning);
        }

        using var tree = await trees.WorkingCopyAsync(context, input.Tree, cancellationToken);
        await WriteScriptAsync(input, tree, cancellationToken);
        await using var output = new RecordedOutput(context);
        var outcome = await processes.RunAsync(
            ScriptPlanner.Request(input, settings, context.Input, tree.Folder, tree.Home), output.Take, cancellationToken);
        var saved = await output.SaveAsync(OutputName, cancellationToken);
        var result = JsonSerializer.SerializeToElement(new JsonObject
        {
            ["end"] = JsonNamingPolicy.SnakeCaseLower.ConvertName(outcome.End.ToString()),
            ["exit_code"] = outcome.End is ProcessEnd.Exited ? outcome.ExitCode : null,
            ["duration_seconds"] = Math.Round(outcome.Duration.TotalSeconds, 3),
            ["peak_memory_bytes"] = outcome.PeakMemoryBytes,
            ["output"] = new JsonObject
            {
                ["artifact"] = saved.Name,
                ["sha256"] = saved.Sha256,
                ["bytes"] = outcome.OutputBytes,
                ["cut"] = outcome.OutputCut,
                ["last_lines"] = new JsonArray([.. output.Tail.Select(line => (JsonNode)line)]),
            },
        });
        return outcome.Succeeded ? result : throw Failed(outcome, input, result);
    }

    private static async Task WriteScriptAsync(ScriptInput input, SourceTree tree, CancellationToken cancellationToken)
    {
        if (input.Text is { } text)
        {
            // Never through what an earlier run may have put there.
            var path = Path.Combine(tree.Home, input.FileName);
            File.Delete(path);
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            await using var writer = new StreamWriter(file);
            await writer.WriteAsync(text.AsMemory(), cancellationToken);
        }
    }

    private static WorkFailedException Failed(ProcessOutcome outcome, ScriptInput input, JsonElement result) => outcome.End switch
    {
        ProcessEnd.Exited => new WorkFailedException(
            ErrorCodes.ExitCode, string.Create(CultureInfo.InvariantCulture, $"{input.Words[0]} ended with exit code {outcome.ExitCode}."), details: result),
        ProcessEnd.TimedOut => new WorkFailedException(
            ErrorCodes.TimeLimit, $"{input.Words[0]} took longer than {input.Timeout:c} (timeout_seconds) and was stopped.", details: result),
        ProcessEnd.OutOfMemory => new WorkFailedException(
            ErrorCodes.ResourceLimit, $"{input.Words[0]} used more memory than it may (Processes:MaxMemoryBytes) and was stopped.", details: result),
        _ => new WorkFailedException(ErrorCodes.ResourceLimit, $"{input.Words[0]} started more processes than it may and was stopped.", details: result),
    };
}
