using System.Runtime.CompilerServices;
using Countersign.Contracts.Upkeep;
using Countersign.Server.Kinds;
using Countersign.Server.Ports;
using Countersign.Server.Schedules;
using Countersign.Server.Tasks;

namespace Countersign.Server.Upkeep;

/// <summary>Finds tasks and schedules that point nowhere. What they should say instead is for whoever saved them.</summary>
internal sealed class DefinitionExamination(IDefinitionStore definitions, KindCatalogue kinds)
{
    public async IAsyncEnumerable<Finding> ExamineAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var definition in DefinitionWalk.ReadAsync(definitions, DefinitionSorts.Task, cancellationToken))
        {
            if (SavedTask.Of(definition).Content.Kind is { } kind && kinds.Find(kind) is null)
            {
                yield return Dangling($"The task '{definition.Id}' is of kind '{kind}', which this server does not know.");
            }
        }

        await foreach (var definition in DefinitionWalk.ReadAsync(definitions, DefinitionSorts.Schedule, cancellationToken))
        {
            var job = SavedSchedule.Of(definition).Request.Job;
            if (job?.Kind is { } kind && kinds.Find(kind) is null)
            {
                yield return Dangling($"The schedule '{definition.Id}' submits jobs of kind '{kind}', which this server does not know.");
            }

            if (job?.TaskId is { } taskId
                && job.Kind is null
                && BuiltinTasks.Find(taskId) is null
                && await definitions.GetAsync(DefinitionSorts.Task, taskId, cancellationToken) is null)
            {
                yield return Dangling($"The schedule '{definition.Id}' runs the task '{taskId}', and there is none.");
            }
        }
    }

    private static Finding Dangling(string detail) => new(DoctorFindings.DefinitionDangling, null, "", detail, Repairable: false);
}
