using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Hashing;
using Countersign.Contracts.Plans;
using Countersign.Kinds.Processes;

namespace Countersign.Kinds.ScriptRun;

/// <summary>One step, whose preview is the command or the whole script, and how it is held.</summary>
internal sealed partial class ScriptPlanner(ScriptSettings settings, ProcessRunner processes)
{
    public const string Run = "run";
    private const string TimeLine = "time limit: ";

    public PlanDraft Plan(PlanContext context)
    {
        var input = ScriptInput.Parse(context.Input);
        var lowered = Lowered(context.Feedback, input.Timeout);
        input = input with { Timeout = lowered ?? input.Timeout };
        var risks = ScriptAnalyzer.RisksOf(context.Analysis);
        var step = new PlanStep
        {
            Id = Run,
            Title = input.Text is null ? $"Run {input.Words[0]}" : $"Run a script with {input.Words[0]}",
            Action = Run,
            Preview = Preview(input, context.Input, risks),
            Risk = risks.Any(risk => risk.IsDestructive) ? Risk.Destructive : Risk.Write,
            Inputs = [.. context.Analysis.Content.Select(entry => entry.Name)],
            Estimate = new Estimate { BytesRead = context.Analysis.Content.Sum(entry => entry.Size) },
        };
        IReadOnlyList<PlanStep> steps = [step];
        return new PlanDraft(context.Feedback is { } feedback && lowered is null
            ? FeedbackNotes.NotFollowed(steps, feedback, $"what can be said is \"timeout N\", with N from 1 to {input.Timeout.TotalSeconds} seconds; a script itself is changed by a new job")
            : steps);
    }

    /// <summary>The time limit that the approved plan shows.</summary>
    /// <exception cref="WorkFailedException"><c>plan_invalid</c>.</exception>
    public static TimeSpan TimeLimitOf(PlanStep step)
    {
        // Ours are the first lines; what comes of the input stands behind them.
        var line = step.Preview.Split('\n').FirstOrDefault(line => line.StartsWith(TimeLine, StringComparison.Ordinal));
        return line is not null && int.TryParse(line.AsSpan(TimeLine.Length).TrimEnd('s').TrimEnd(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : throw new WorkFailedException(ErrorCodes.PlanInvalid, $"The preview of step '{step.Id}' names no time limit.");
    }

    /// <summary>How the script is started; its folders stand for themselves until there is a working copy.</summary>
    public static ProcessRequest Request(ScriptInput input, ScriptSettings settings, JsonElement? environment, string tree, string home) => new()
    {
        Command = input.Text is null ? input.Words : [.. input.Words, Path.Combine(home, input.FileName)],
        WorkingDirectory = input.Folder.Length == 0 ? tree : Path.Combine(tree, input.Folder),
        Workspace = tree,
        Home = home,
        Environment = environment is { } variables ? EnvironmentInput.Parse(variables) : new Dictionary<string, string>(),
        Limits = new ProcessLimits { Time = input.Timeout, CpuTime = input.Timeout * 8, MemoryBytes = settings.MaxMemoryBytes },
        Network = settings.Network,
    };

    private string Preview(ScriptInput input, JsonElement document, IReadOnlyList<ScriptRisk> risks)
    {
        var names = EnvironmentInput.Names(document);
        var text = new StringBuilder();
        text.Append("$ ").Append(CommandText.Write(input.Text is null ? input.Words : [.. input.Words, input.FileName])).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"{TimeLine}{(int)input.Timeout.TotalSeconds} s\n");
        text.Append("in: ").Append(!input.HasSource ? "an empty folder of the job's own" : input.Folder.Length == 0 ? "a copy of the source" : $"the folder {CommandText.Write([input.Folder])} of a copy of the source").Append('\n');
        text.Append("variables: ").Append(names.Count == 0 ? "none but those that every program gets" : string.Join(", ", names)).Append('\n');
        text.Append("held by: ").Append(processes.Isolation.Describe(Request(input, settings, null, "/", "/"))).Append('\n');
        foreach (var risk in risks)
        {
            text.Append(CultureInfo.InvariantCulture, $"! line {risk.Line}: {risk.Reason} ({risk.Pattern}{(risk.IsDestructive ? ", destructive" : "")})\n");
        }

        if (input.Text is { } script)
        {
            text.Append(CultureInfo.InvariantCulture, $"{input.FileName}, {Digest.Of(Encoding.UTF8.GetBytes(script))}:\n").Append(script);
        }

        return text.ToString().TrimEnd('\n');
    }

    /// <summary>A shorter time that the feedback asks for; a longer one is not for whoever decides to say.</summary>
    private static TimeSpan? Lowered(string? feedback, TimeSpan most) =>
        feedback is not null
        && TimeoutFeedback().Match(feedback.Trim()) is { Success: true } match
        && int.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && seconds >= 1
        && seconds <= most.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : null;

    [GeneratedRegex(@"^(?:time ?out|time limit|at most)[ :=]*(\d{1,6})\s*(?:s|seconds?)?\.?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex TimeoutFeedback();
}
