using System.Text.Json;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Tasks;
using Countersign.Server.Http;
using Countersign.Server.Jobs;

namespace Countersign.Server.Tasks;

/// <summary>Reads the body of a task, field by field.</summary>
internal static class TaskBody
{
    private const int LongestDescription = 10_000;
    private const int MaxEntries = 50;

    /// <summary>Reads a new task.</summary>
    public static TaskRequest ReadNew(JsonFields fields, FieldErrors errors)
    {
        var task = Read(fields, errors, isPatch: false) with { TaskId = fields.String("task_id", JobIds.MaxLength) };
        SubmitJobBody.CheckId("task_id", task.TaskId, errors);
        return task;
    }

    /// <summary>Reads what replaces a task.</summary>
    public static TaskRequest ReadWhole(JsonFields fields, FieldErrors errors) => Read(fields, errors, isPatch: false);

    /// <summary>Reads what changes in a task.</summary>
    public static TaskRequest ReadPatch(JsonFields fields, FieldErrors errors) => Read(fields, errors, isPatch: true);

    /// <summary>The task with what the patch names.</summary>
    public static TaskRequest Merge(TaskRequest task, TaskRequest patch) => new()
    {
        Name = patch.Name ?? task.Name,
        Description = patch.Description ?? task.Description,
        Kind = patch.Kind ?? task.Kind,
        Input = patch.Input ?? task.Input,
        Parameters = patch.Parameters ?? task.Parameters,
        ParameterSchema = patch.ParameterSchema ?? task.ParameterSchema,
        MaxRounds = patch.MaxRounds ?? task.MaxRounds,
        Approval = patch.Approval ?? task.Approval,
        Tags = patch.Tags ?? task.Tags,
        Template = patch.Template ?? task.Template,
        Category = patch.Category ?? task.Category,
        Complexity = patch.Complexity ?? task.Complexity,
        Features = patch.Features ?? task.Features,
        Languages = patch.Languages ?? task.Languages,
        Frameworks = patch.Frameworks ?? task.Frameworks,
    };

    private static TaskRequest Read(JsonFields fields, FieldErrors errors, bool isPatch)
    {
        var task = new TaskRequest
        {
            Name = fields.String("name", SubmitJobBody.LongestName, required: !isPatch),
            Description = fields.String("description", LongestDescription),
            Kind = fields.String("kind", SubmitJobBody.LongestName),
            Input = ReadObject(fields, "input", errors),
            Parameters = ReadObject(fields, "parameters", errors),
            ParameterSchema = ReadObject(fields, "parameter_schema", errors),
            MaxRounds = fields.Integer("max_rounds", 1, 20),
            Approval = SubmitJobBody.ReadApproval(fields.Object("approval"), errors),
            Tags = fields.Strings("tags", SubmitJobBody.MaxTags, SubmitJobBody.LongestName),
            Template = fields.Boolean("template"),
            Category = fields.String("category", SubmitJobBody.LongestName),
            Complexity = fields.String("complexity", SubmitJobBody.LongestName),
            Features = fields.Strings("features", MaxEntries, SubmitJobBody.LongestName),
            Languages = fields.Strings("languages", MaxEntries, SubmitJobBody.LongestName),
            Frameworks = fields.Strings("frameworks", MaxEntries, SubmitJobBody.LongestName),
        };
        if (isPatch && task.Name is { Length: 0 })
        {
            errors.Add("name", $"has 0 characters; allowed are 1 to {SubmitJobBody.LongestName}.");
        }

        SubmitJobBody.CheckTags(task.Tags, errors);
        return task;
    }

    private static JsonElement? ReadObject(JsonFields fields, string name, FieldErrors errors)
    {
        var value = fields.Any(name);
        if (value is { ValueKind: not JsonValueKind.Object })
        {
            errors.Add(name, "is no object; allowed is an object.");
            return null;
        }

        return value;
    }
}
