using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts;
using Countersign.Contracts.Tasks;
using Countersign.Kinds.ProjectGenerate;
using Countersign.Kinds.ProjectGenerate.Catalogue;

namespace Countersign.Server.Tasks;

/// <summary>
/// The templates that ship with the product: one JSON file each, in <c>Tasks/Builtin</c>, of the form of <see cref="TaskRequest"/>, and
/// one for each template of <c>project.generate</c>.
/// </summary>
internal static class BuiltinTasks
{
    private const string Folder = "Countersign.Server.Tasks.Builtin.";

    /// <summary>By category and identifier.</summary>
    public static IReadOnlyList<SavedTask> All { get; } = [.. Read().Concat(TemplateCatalogue.All.Select(Generation))
        .OrderBy(task => task.Content.Category, StringComparer.Ordinal)
        .ThenBy(task => task.TaskId, StringComparer.Ordinal)];

    private static readonly FrozenDictionary<string, SavedTask> ById = All.ToFrozenDictionary(task => task.TaskId, StringComparer.Ordinal);

    public static SavedTask? Find(string taskId) => ById.GetValueOrDefault(taskId);

    private static IEnumerable<SavedTask> Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)))
        {
            using var json = assembly.GetManifestResourceStream(resource)!;
            var content = JsonSerializer.Deserialize(json, ContractsJson.Default.TaskRequest)!;
            yield return new SavedTask(content.TaskId!, content with { Template = true }, null);
        }
    }

    private static SavedTask Generation(ProjectTemplate template) => new(
        template.Id,
        new TaskRequest
        {
            TaskId = template.Id,
            Name = template.Name,
            Description = template.Description,
            Kind = ProjectGenerateKind.Name,
            Input = InputPattern.ToElement(new JsonObject
            {
                ["template"] = template.Id,
                ["parameters"] = new JsonObject { ["$parameters"] = true },
            }),
            ParameterSchema = template.ParameterSchema,
            Template = true,
            Category = template.Category,
            Complexity = template.Complexity,
            Features = template.Features,
            Languages = template.Languages,
            Frameworks = template.Frameworks,
        },
        null);
}
