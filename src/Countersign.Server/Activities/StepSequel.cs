using Countersign.Contracts.Jobs;
using Countersign.Server.Ports;

namespace Countersign.Server.Activities;

/// <summary>
/// What follows a completed step in the same write: the beginning of the next one, or the end of the job. It was proved on a record that
/// was read before, so it counts only where that still holds.
/// </summary>
/// <param name="read">The record that was read.</param>
/// <param name="next">The step that begins.</param>
/// <param name="ending">Where no step does: the change that ends the job, made of its record.</param>
internal sealed class StepSequel(JobRecord read, StepRun? next, Func<JobRecord, JobChange>? ending)
{
    /// <summary>The step that begins; null when the job ends.</summary>
    public StepRun? Next => next;

    /// <summary>Whether it may follow for the record that is to be changed.</summary>
    public bool MayFollow(JobRecord current) => current.Job.Status == JobStatus.Running && StageParts.AreUnchanged(read, current);

    /// <summary>The change that completes the step, and what follows.</summary>
    public JobChange Join(JobChange completion) =>
        next is not null ? next.BeginAfter(completion) : completion.FollowedBy(ending!(completion.Record));
}
