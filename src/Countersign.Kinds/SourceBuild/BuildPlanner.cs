using System.Globalization;
using System.Text.Json;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Plans;
using Countersign.Kinds.Processes;

namespace Countersign.Kinds.SourceBuild;

/// <summary>One step for each project and each of restore, build and test that it has commands for.</summary>
internal sealed class BuildPlanner(ProcessRunner processes, BuildSettings settings)
{
    private const string Configuration = "{configuration}";
    private const string CargoProfile = "{cargo-profile}";

    public PlanDraft Plan(PlanContext context)
    {
        var input = BuildInput.Parse(context.Input);
        var feedback = BuildFeedback.Parse(context.Feedback);
        var projects = BuildFacts.Read(context.Analysis.Facts);
        var steps = new List<PlanStep>();
        foreach (var project in projects.Where(project => project.Missing.Count == 0))
        {
            string? before = null;
            foreach (var step in input.Steps.Where(step => feedback.Takes(step, project) && project.Project.Commands.Any(command => command.Step == step)))
            {
                steps.Add(Step(context, project, step, before, feedback.Configuration ?? input.Configuration));
                before = steps[^1].Id;
            }
        }

        if (steps.Count == 0)
        {
            throw new WorkFailedException(ErrorCodes.NothingToBuild, $"No project of the source has commands for {string.Join(", ", input.Steps)}{(context.Feedback is null ? "" : " once the feedback is followed")}.");
        }

        // Whichever step comes first makes the working copy of what the analysis read.
        string[] notes =
        [
            .. projects.Where(project => project.Missing.Count > 0).Select(project =>
                $"left out: {CommandText.Write([project.Project.Place])} ({project.Project.Type}, {CommandText.Write([project.Project.File])}), as this machine lacks {string.Join(", ", project.Missing)}"),
        ];
        steps[0] = steps[0] with
        {
            Inputs = [.. context.Analysis.Content.Select(entry => entry.Name)],
            Preview = string.Join('\n', [steps[0].Preview, .. notes]),
            Estimate = new Estimate { BytesRead = context.Analysis.Content.Sum(entry => entry.Size) },
        };
        return new PlanDraft(feedback.NotUnderstood.Count == 0
            ? steps
            : FeedbackNotes.NotFollowed(steps, string.Join("; ", feedback.NotUnderstood), "what can be said is \"skip test\", \"only restore, build\", \"configuration release\" and \"skip project FOLDER\""));
    }

    /// <summary>How a command of a step is held.</summary>
    public static ProcessRequest Request(BuildSettings settings, IReadOnlyList<string> command, string folder, string tree, string home, bool network, JsonElement? environment) => new()
    {
        Command = command,
        WorkingDirectory = folder == "." ? tree : Path.Combine(tree, folder),
        Workspace = tree,
        Home = home,
        Environment = environment is { } variables ? EnvironmentInput.Parse(variables) : new Dictionary<string, string>(),
        Limits = new ProcessLimits { Time = settings.StepTime, MemoryBytes = settings.MaxMemoryBytes },
        Network = network,
    };

    private PlanStep Step(PlanContext context, BuildFacts project, string step, string? before, string configuration)
    {
        var commands = project.Project.Commands.Where(command => command.Step == step).Select(command => Words(command.Words, configuration)).ToArray();
        var preview = new BuildPreview(project.Project.Place, commands, Network: step == BuildSteps.Restore);
        var names = EnvironmentInput.Names(context.Input);
        return new PlanStep
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{step}-{project.Number}"),
            Title = $"{char.ToUpperInvariant(step[0])}{step[1..]} {CommandText.Write([project.Project.Place])} ({project.Project.Type})",
            Action = step,
            Preview = string.Join('\n',
            [
                .. preview.Lines,
                $"variables: {(names.Count == 0 ? "none but those that every program gets" : string.Join(", ", names))}",
                $"held by: {processes.Isolation.Describe(Request(settings, commands[0], ".", "/", "/", preview.Network, null))}",
            ]),
            Risk = Risk.Write,
            DependsOn = before is null ? [] : [before],
        };
    }

    private static string[] Words(IReadOnlyList<string> words, string configuration) =>
        [.. words.SelectMany(word => word switch
        {
            CargoProfile => configuration.Equals("release", StringComparison.OrdinalIgnoreCase) ? ["--release"] : Array.Empty<string>(),
            _ => [word.Replace(Configuration, configuration, StringComparison.Ordinal)],
        })];
}
