using Countersign.Contracts.Jobs;
using Countersign.Contracts.Tasks;
using Countersign.Server.Access;
using Countersign.Server.Jobs;
using Countersign.Server.Kinds;
using Countersign.Server.Ports;

namespace Countersign.Server.Tasks;

/// <summary>Finds tasks for those who may see them, and shows them with how their runs stand.</summary>
internal sealed class TaskDefinitions(IDefinitionStore definitions, IRunCounts runs, KindCatalogue kinds)
{
    /// <summary>Finds a task; null when there is none that the caller may see.</summary>
    public async Task<SavedTask?> FindAsync(string taskId, Caller caller, CancellationToken cancellationToken)
    {
        if (BuiltinTasks.Find(taskId) is { } builtin)
        {
            return builtin;
        }

        return await definitions.GetAsync(DefinitionSorts.Task, taskId, cancellationToken) is { } record
            && SavedTask.Of(record) is var task && task.IsVisibleTo(caller) ? task : null;
    }

    /// <summary>A page of the saved tasks that the caller may see.</summary>
    public async Task<(IReadOnlyList<SavedTask> Items, long Total)> ListAsync(
        DefinitionQuery query, Caller caller, CancellationToken cancellationToken)
    {
        var page = await definitions.ListAsync(caller.IsAdmin ? query : query with { Owner = caller.User }, cancellationToken);
        return ([.. page.Items.Select(SavedTask.Of)], page.Total);
    }

    public async Task<IReadOnlyList<TaskDefinition>> ShowAsync(
        IEnumerable<SavedTask> tasks, Caller caller, CancellationToken cancellationToken) =>
        await Task.WhenAll(tasks.Select(task => ShowAsync(task, caller, cancellationToken)));

    public async Task<TaskDefinition> ShowAsync(SavedTask task, Caller caller, CancellationToken cancellationToken)
    {
        var content = task.Content;
        return new TaskDefinition
        {
            TaskId = task.TaskId,
            Name = task.Name,
            Description = content.Description ?? "",
            Kind = content.Kind,
            Input = content.Input,
            Parameters = content.Parameters,
            ParameterSchema = content.ParameterSchema,
            MaxRounds = content.MaxRounds ?? JobRecords.DefaultMaxRounds,
            Approval = content.Approval,
            Tags = content.Tags ?? [],
            Template = content.Template ?? false,
            Builtin = task.Definition is null,
            Available = kinds.Find(content.Kind ?? TaskRunner.KindWithoutOne) is not null,
            Category = content.Category,
            Complexity = content.Complexity,
            Features = content.Features ?? [],
            Languages = content.Languages ?? [],
            Frameworks = content.Frameworks ?? [],
            Owner = task.Definition?.Owner,
            CreatedAt = task.Definition?.CreatedAt,
            UpdatedAt = task.Definition?.UpdatedAt,
            Runs = await CountAsync(task.TaskId, caller, cancellationToken),
        };
    }

    /// <summary>How the runs stand that the caller may see.</summary>
    public async Task<TaskRuns> CountAsync(string taskId, Caller caller, CancellationToken cancellationToken)
    {
        var counts = await runs.CountAsync(taskId, caller.IsAdmin ? null : caller.User, cancellationToken);
        return new TaskRuns(
            counts.Values.Sum(),
            counts.Where(count => !count.Key.IsFinal()).Sum(count => count.Value),
            counts.GetValueOrDefault(JobStatus.Completed),
            counts.GetValueOrDefault(JobStatus.Failed));
    }
}
