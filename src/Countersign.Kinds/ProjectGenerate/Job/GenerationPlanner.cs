using System.Globalization;
using Countersign.Contracts.Plans;
using Countersign.Kinds.Processes;
using Countersign.Kinds.ProjectGenerate.Catalogue;
using Countersign.Kinds.ProjectGenerate.Rendering;
using Countersign.Kinds.SourceBuild;

namespace Countersign.Kinds.ProjectGenerate.Job;

/// <summary>Writing each part, checking each that can be built here, and the archive.</summary>
internal sealed class GenerationPlanner(ProcessRunner processes, BuildSettings settings)
{
    public PlanDraft Plan(PlanContext context)
    {
        var facts = context.Analysis.Facts;
        var feedback = GenerationFeedback.Parse(
            context.Feedback, TemplateCatalogue.Find(facts.GetProperty("template").GetString()!)!, facts.GetProperty("parameters"));
        var project = ProjectRenderer.Render(feedback.Template, feedback.Parameters);
        var hasParts = project.Parts.Count > 1;
        var notes = facts.GetProperty("reasons").EnumerateArray().Select(reason => "# " + reason.GetString()!.ReplaceLineEndings(" ")).ToArray();
        var writes = project.Parts.Select((part, i) => Write(project, part, hasParts, i == 0 && context.Feedback is null ? notes : [])).ToArray();
        var (checks, unchecked_) = Checks(project, feedback, hasParts);
        IReadOnlyList<PlanStep> steps = [.. writes, .. checks, Archive(project, writes, unchecked_)];
        return new PlanDraft(
            feedback.NotFollowed.Count == 0
                ? steps
                : FeedbackNotes.NotFollowed(steps, string.Join("; ", feedback.NotFollowed), "what can be said is \"NAME: VALUE\" of a parameter, \"template: ID\", \"skip the build check\" and \"skip the check of PART\""),
            new Estimate { BytesWritten = project.Files.Sum(file => (long)file.Content.Length) });
    }

    /// <summary>How a command of a build check is held.</summary>
    public static ProcessRequest Request(BuildSettings settings, TemplateCommand command, string folder, string tree, string home) =>
        BuildPlanner.Request(settings, command.Run, folder, tree, home, network: command.Step == BuildSteps.Restore, environment: null);

    private static PlanStep Write(RenderedProject project, RenderedPart part, bool hasParts, string[] notes) => new()
    {
        Id = GenerationSteps.Id(GenerationSteps.Write, part.Name, hasParts),
        Title = string.Create(CultureInfo.InvariantCulture, $"Write {part.Files.Count} files of {Place(part, project)}"),
        Action = GenerationSteps.Write,
        Preview = string.Join('\n', [.. notes, "writes into a folder of the job's own:", .. new GenerationPreview(project.Template, project.Parameters, [.. part.Files.Select(Planned)]).Lines]),
        Risk = Risk.Write,
        Estimate = new Estimate { BytesWritten = part.Bytes },
    };

    private (List<PlanStep> Steps, List<string> Left) Checks(RenderedProject project, GenerationFeedback feedback, bool hasParts)
    {
        var (steps, left) = (new List<PlanStep>(), new List<string>());
        foreach (var part in project.Parts.Where(part => part.Check is not null))
        {
            var place = Place(part, project);
            if (!feedback.Checks(part.Name))
            {
                left.Add($"# {place} is not built: the feedback asks for that");
            }
            else if (GenerationAnalyzer.Missing(part, processes) is { Count: > 0 } missing)
            {
                left.Add($"# {place} is not built: this machine lacks {string.Join(", ", missing)}");
            }
            else
            {
                steps.Add(Check(part, place, hasParts));
            }
        }

        return (steps, left);
    }

    private PlanStep Check(RenderedPart part, string place, bool hasParts)
    {
        var preview = new CheckPreview(part.Name.Length == 0 ? "." : part.Name, part.Check!.Commands);
        var held = part.Check.Commands.Select(command => processes.Isolation.Describe(Request(settings, command, ".", "/", "/"))).Distinct();
        return new PlanStep
        {
            Id = GenerationSteps.Id(GenerationSteps.Check, part.Name, hasParts),
            Title = $"Build and test {place}",
            Action = GenerationSteps.Check,
            Preview = string.Join('\n', [.. preview.Lines, .. held.Select(how => $"held by: {how}"), "# packages come from the toolchain's own registry; where the server may not reach it, leave this step out"]),
            Risk = Risk.Write,
            DependsOn = [GenerationSteps.Id(GenerationSteps.Write, part.Name, hasParts)],
        };
    }

    private static PlanStep Archive(RenderedProject project, PlanStep[] writes, List<string> notes)
    {
        var archive = ProjectArchive.Create(project);
        var file = new PlannedFile(archive.Name, archive.Content.Length, archive.Sha256);
        return new PlanStep
        {
            Id = GenerationSteps.Archive,
            Title = $"Pack {archive.Name}",
            Action = GenerationSteps.Archive,
            Preview = string.Join('\n',
            [
                .. notes,
                string.Create(CultureInfo.InvariantCulture, $"packs the {project.Files.Count} files as they were written, stored below {project.Slug}/ in the order of their paths and dated 1980-01-01, into the artifact:"),
                .. new GenerationPreview(project.Template, project.Parameters, [file]).Lines,
            ]),
            Risk = Risk.Write,
            DependsOn = [.. writes.Select(step => step.Id)],
            Estimate = new Estimate { BytesWritten = archive.Content.Length },
        };
    }

    private static PlannedFile Planned(RenderedFile file) => new(file.Path, file.Content.Length, file.Sha256);

    private static string Place(RenderedPart part, RenderedProject project) => part.Name.Length == 0 ? project.Slug : $"{project.Slug}/{part.Name}";
}
