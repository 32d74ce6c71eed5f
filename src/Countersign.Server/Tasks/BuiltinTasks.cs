using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using Countersign.Contracts;
using Countersign.Contracts.Tasks;

namespace Countersign.Server.Tasks;

/// <summary>The templates that ship with the product: one JSON file each, in <c>Tasks/Builtin</c>, of the form of <see cref="TaskRequest"/>.</summary>
internal static class BuiltinTasks
{
    private const string Folder = "Countersign.Server.Tasks.Builtin.";

    /// <summary>By category and identifier.</summary>
    public static IReadOnlyList<SavedTask> All { get; } = [.. Read()
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
}
