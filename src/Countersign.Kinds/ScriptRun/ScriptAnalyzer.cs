using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Plans;
using Countersign.Kinds.Processes;
using Countersign.Kinds.Sources;

namespace Countersign.Kinds.ScriptRun;

/// <summary>Looks at what is to run, and at the source, without running anything.</summary>
internal sealed class ScriptAnalyzer(ISourceTrees trees, ProcessRunner processes, ScriptSettings settings)
{
    public async Task<Analysis> RunAsync(AnalysisContext context, CancellationToken cancellationToken)
    {
        var input = ScriptInput.Parse(context.Input);
        RequireProgram(input, settings, processes);
        using var tree = await trees.CopyAsync(context.JobId, input.Tree, cancellationToken);
        if (input.Folder.Length > 0 && !Directory.Exists(Path.Combine(tree.Folder, input.Folder)))
        {
            throw new WorkFailedException(ErrorCodes.InputNotFound, $"The source has no folder '{input.Folder}' (working_dir).");
        }

        // A command that hands a script to a shell is looked at as that script.
        var risks = RiskRules.Look(input.Text ?? string.Join(' ', input.Words));
        var facts = new JsonObject
        {
            ["program"] = input.Words[0],
            ["lines"] = input.Text?.TrimEnd('\n').Split('\n').Length,
            ["environment"] = new JsonArray([.. EnvironmentInput.Names(context.Input).Select(name => (JsonNode)name)]),
            ["source_files"] = tree.Files,
            ["source_bytes"] = tree.Bytes,
            ["notes"] = new JsonArray([.. tree.Notes.Select(note => (JsonNode)note)]),
            ["risks"] = new JsonArray([.. risks.Select(risk => (JsonNode)new JsonObject
            {
                ["line"] = risk.Line,
                ["pattern"] = risk.Pattern,
                ["severity"] = risk.IsDestructive ? "destructive" : "warning",
                ["reason"] = risk.Reason,
            })]),
        };
        context.Reporter.Progress(1);
        return new Analysis { Summary = Summarize(input, risks), Facts = JsonSerializer.SerializeToElement(facts), Content = tree.Content };
    }

    /// <summary>Holds the program to the operator's list, which may have changed since the job was submitted.</summary>
    /// <exception cref="WorkFailedException"><c>program_not_allowed</c> or <c>program_not_found</c>.</exception>
    public static void RequireProgram(ScriptInput input, ScriptSettings settings, ProcessRunner processes)
    {
        var program = input.Words[0];
        if (!settings.Allows(program))
        {
            throw new WorkFailedException(ErrorCodes.ProgramNotAllowed, $"'{program}' {ScriptInputRules.Refusal(settings)}");
        }

        if (processes.Find(program) is null)
        {
            throw new WorkFailedException(ErrorCodes.ProgramNotFound, $"There is no program '{program}' on this machine.");
        }
    }

    /// <summary>The findings of a stored analysis.</summary>
    public static IReadOnlyList<ScriptRisk> RisksOf(Analysis analysis) =>
        [.. analysis.Facts.GetProperty("risks").EnumerateArray().Select(risk => new ScriptRisk(
            risk.GetProperty("line").GetInt32(),
            risk.GetProperty("pattern").GetString()!,
            risk.GetProperty("severity").GetString() == "destructive",
            risk.GetProperty("reason").GetString()!))];

    private static string Summarize(ScriptInput input, IReadOnlyList<ScriptRisk> risks)
    {
        var what = input.Text is { } text
            ? string.Create(CultureInfo.InvariantCulture, $"A script of {text.TrimEnd('\n').Split('\n').Length} lines for {input.Words[0]}.")
            : $"The command {input.Words[0]}.";
        var destructive = risks.Count(risk => risk.IsDestructive);
        return risks.Count == 0
            ? $"{what} Nothing in it is known to be dangerous."
            : string.Create(CultureInfo.InvariantCulture, $"{what} {risks.Count} places to look at, {destructive} of them destructive.");
    }
}
