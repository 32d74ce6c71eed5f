using Countersign.Contracts.Jobs;
using Countersign.Contracts.Workflow;
using Countersign.Durable;
using Countersign.Kinds;
using Countersign.Server.Kinds;
using Countersign.Server.Ports;

namespace Countersign.Server.Turns;

/// <summary>Lets an activity that does a kind's work begin when there is a slot for its job.</summary>
internal sealed class TurnTakingActivity<TTask>(
    IActivity<TTask, StageOutcome> work, Func<TTask, string> jobIdOf, IJobStore jobs, KindCatalogue kinds, JobTurns turns)
    : IActivity<TTask, StageOutcome>
{
    public async Task<StageOutcome> RunAsync(ActivityContext context, TTask input, CancellationToken cancellationToken)
    {
        var job = (await jobs.GetAsync(jobIdOf(input), cancellationToken))?.Job;
        if (job is null || job.Status == JobStatus.Paused || job.Status.IsFinal())
        {
            // Nothing will be done, and the work itself knows what to say.
            return await work.RunAsync(context, input, cancellationToken);
        }

        using var turn = await turns.TakeAsync(
            context, job, kinds.FindStored(job.Kind)?.Queue ?? WorkLane.Analysis, cancellationToken);
        return turn.RetryAfterSeconds is { } seconds
            ? new StageOutcome(StageVerdict.Queued, seconds)
            : await work.RunAsync(context, input, cancellationToken);
    }
}
