using System.Text.Json;
using Countersign.Contracts;
using Countersign.Contracts.Tasks;
using Countersign.Server.Access;
using Countersign.Server.Ports;

namespace Countersign.Server.Tasks;

/// <summary>A task as it was written down, by a person or with the product.</summary>
/// <param name="TaskId">Its identifier.</param>
/// <param name="Content">What was written; the name is there.</param>
/// <param name="Definition">How the store keeps it; null for a built-in task.</param>
internal sealed record SavedTask(string TaskId, TaskRequest Content, DefinitionRecord? Definition)
{
    /// <summary>What lists of templates look for.</summary>
    public const string TemplateLabel = "template";

    public string Name => Content.Name!;

    public static SavedTask Of(DefinitionRecord record) => new(
        record.Id, record.Content.Deserialize(ContractsJson.Default.TaskRequest)!, record);

    /// <summary>Whether the caller may see it: everybody sees what ships with the product.</summary>
    public bool IsVisibleTo(Caller caller) => Definition is null || caller.MayRead(Definition.Owner);

    /// <summary>The record with other content.</summary>
    public static DefinitionRecord WithContent(DefinitionRecord record, TaskRequest content) => record with
    {
        Name = content.Name!,
        Label = content.Template == true ? TemplateLabel : null,
        Content = JsonSerializer.SerializeToElement(content with { TaskId = null }, ContractsJson.Default.TaskRequest),
    };
}
