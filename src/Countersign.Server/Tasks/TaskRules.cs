using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Tasks;
using Countersign.Kinds.Parameters;
using Countersign.Server.Kinds;
using Countersign.Server.Ports;
using Countersign.Server.Secrets;

namespace Countersign.Server.Tasks;

/// <summary>What a task must be to be saved: one that could run as it stands, as far as it says how.</summary>
internal sealed class TaskRules(KindCatalogue kinds)
{
    public void Check(TaskRequest task, FieldErrors errors)
    {
        var kind = task.Kind is null ? null : kinds.Find(task.Kind);
        if (task.Kind is not null && kind is null)
        {
            errors.Add("kind", $"is '{task.Kind}'; this server knows {kinds.Names}.");
        }

        if (task.Input is { } input)
        {
            SecretReferences.Check(input, "input", errors);
        }

        if (task.ParameterSchema is { } schema)
        {
            CheckTemplate(task, schema, errors);
        }
        else if (kind is not null && (task.Input ?? task.Parameters) is not null)
        {
            kind.CheckInput(InputPattern.Overlay(task.Input, task.Parameters), errors);
        }

        if (JsonSerializer.SerializeToUtf8Bytes(task, ContractsJson.Default.TaskRequest).Length > DefinitionRecord.LongestContent)
        {
            errors.Add("body", $"is longer than a task may be, which is {DefinitionRecord.LongestContent} bytes.");
        }
    }

    private static void CheckTemplate(TaskRequest task, JsonElement schema, FieldErrors errors)
    {
        ParameterSchemas.Check(schema, "parameter_schema", errors);
        if (task.Input is not { } pattern)
        {
            return;
        }

        var known = schema.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object
            ? properties.EnumerateObject().Select(property => property.Name).ToHashSet(StringComparer.Ordinal)
            : [];
        foreach (var name in InputPattern.NamesIn(JsonNode.Parse(pattern.GetRawText())).Where(name => !known.Contains(name)))
        {
            errors.Add("input", $"uses the parameter '{name}'; parameter_schema.properties has {string.Join(", ", known.Order(StringComparer.Ordinal))}.");
        }
    }
}
