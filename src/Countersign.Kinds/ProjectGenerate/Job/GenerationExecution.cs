using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Plans;
using Countersign.Kinds.Processes;
using Countersign.Kinds.ProjectGenerate.Rendering;
using Countersign.Kinds.SourceBuild;
using Countersign.Kinds.Sources;

namespace Countersign.Kinds.ProjectGenerate.Job;

/// <summary>Does one step. Every step makes the project again from what the plan shows, and nothing that differs is written.</summary>
internal sealed class GenerationExecution(ISourceTrees trees, ProcessRunner processes, BuildSettings settings, StepContext context)
{
    private static readonly SourceReference Empty = new(Files: []);

    public async Task<JsonElement> RunAsync(CancellationToken cancellationToken) => context.Step.Action switch
    {
        GenerationSteps.Write => await WriteAsync(cancellationToken),
        GenerationSteps.Check => await CheckAsync(cancellationToken),
        _ => await ArchiveAsync(cancellationToken),
    };

    private async Task<JsonElement> WriteAsync(CancellationToken cancellationToken)
    {
        var files = Verified(context.Step);
        using var tree = await trees.WorkingCopyAsync(context, Empty, cancellationToken);
        await WriteAsync(files, tree, cancellationToken);
        return JsonSerializer.SerializeToElement(new JsonObject { ["files"] = new JsonArray([.. files.Select(Described)]) });
    }

    private async Task<JsonElement> CheckAsync(CancellationToken cancellationToken)
    {
        using var tree = await trees.WorkingCopyAsync(context, Empty, cancellationToken);
        if (tree.IsNew)
        {
            context.Reporter.Log("What was written is not on this machine any more; it is written again first.", JobLogLevel.Warning);
            foreach (var step in context.Plan.Steps.Where(step => context.Step.DependsOn.Contains(step.Id)))
            {
                await WriteAsync(Verified(step), tree, cancellationToken);
            }
        }

        return await new BuildCheck(processes, settings, context).RunAsync(tree, cancellationToken);
    }

    // Of the files as they were approved, not of the folder: a build leaves its own there, and may change others.
    private async Task<JsonElement> ArchiveAsync(CancellationToken cancellationToken)
    {
        var preview = GenerationPreview.Read(context.Step);
        var archive = ProjectArchive.Create(preview.Render());
        if (preview.Files is not [var planned] || planned != new PlannedFile(archive.Name, archive.Content.Length, archive.Sha256))
        {
            throw Changed(archive.Name, preview.Files[0].Sha256, archive.Sha256);
        }

        using var content = new MemoryStream(archive.Content);
        var saved = await context.Artifacts.SaveAsync(archive.Name, "application/zip", content, cancellationToken);
        context.Reporter.Progress(1);
        return JsonSerializer.SerializeToElement(new JsonObject { ["name"] = saved.Name, ["sha256"] = saved.Sha256, ["size"] = saved.Size });
    }

    /// <summary>The files of a writing step, each as the plan shows it.</summary>
    /// <exception cref="WorkFailedException"><c>inputs_changed</c> when this version's templates make another project.</exception>
    private static RenderedFile[] Verified(PlanStep step)
    {
        var preview = GenerationPreview.Read(step);
        var made = preview.Render().Files.ToDictionary(file => file.Path, StringComparer.Ordinal);
        foreach (var planned in preview.Files)
        {
            if (!made.TryGetValue(planned.Path, out var file) || file.Sha256 != planned.Sha256 || file.Content.Length != planned.Size)
            {
                throw Changed(planned.Path, planned.Sha256, file?.Sha256);
            }
        }

        return [.. preview.Files.Select(file => made[file.Path])];
    }

    private async Task WriteAsync(RenderedFile[] files, SourceTree tree, CancellationToken cancellationToken)
    {
        for (var i = 0; i < files.Length; i++)
        {
            var path = Path.Combine(tree.Folder, files[i].Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllBytesAsync(path, files[i].Content, cancellationToken);
            context.Reporter.Progress((i + 1.0) / files.Length);
        }
    }

    private static WorkFailedException Changed(string name, string expected, string? found) => new(
        ErrorCodes.InputsChanged,
        $"The templates of this version do not make '{name}' as the plan shows it; nothing was written.",
        details: JsonSerializer.SerializeToElement(new JsonObject { ["name"] = name, ["expected"] = expected, ["actual"] = found }));

    private static JsonNode Described(RenderedFile file) => new JsonObject { ["path"] = file.Path, ["size"] = file.Content.Length, ["sha256"] = file.Sha256 };
}
