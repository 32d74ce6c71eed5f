using Countersign.Durable;

namespace Countersign.Server.Telemetry;

/// <summary>An activity that is one stage of its job, observed.</summary>
/// <param name="activity">The activity.</param>
/// <param name="name">Its wire name.</param>
/// <param name="jobOf">The job's identifier.</param>
/// <param name="observer">What observes it.</param>
internal sealed class ObservedActivity<TTask, TOutcome>(
    IActivity<TTask, TOutcome> activity, string name, Func<TTask, string> jobOf, StageObserver observer) : IActivity<TTask, TOutcome>
{
    public Task<TOutcome> RunAsync(ActivityContext context, TTask input, CancellationToken cancellationToken) => observer.RunAsync(
        name, jobOf(input), stepId: null, () => activity.RunAsync(context, input, cancellationToken), cancellationToken);
}
