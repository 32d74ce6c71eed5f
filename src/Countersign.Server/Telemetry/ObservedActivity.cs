using System.Diagnostics;
using Countersign.Durable;
using Countersign.Server.Ports;
using ActivityContext = Countersign.Durable.ActivityContext;

namespace Countersign.Server.Telemetry;

/// <summary>An activity that is measured, and a part of its job's trace while somebody collects traces.</summary>
internal sealed class ObservedActivity<TTask, TOutcome>(
    IActivity<TTask, TOutcome> activity, ActivityNaming<TTask> naming, IJobStore jobs, JobMetrics metrics, TimeProvider clock)
    : IActivity<TTask, TOutcome>
{
    public async Task<TOutcome> RunAsync(ActivityContext context, TTask input, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        var failed = true;
        metrics.ActivityBegins(naming.Name);
        using var span = JobTracing.IsObserved ? await BeginAsync(input, cancellationToken) : null;
        try
        {
            var outcome = await activity.RunAsync(context, input, cancellationToken);
            failed = false;
            return outcome;
        }
        finally
        {
            if (failed)
            {
                span?.SetStatus(ActivityStatusCode.Error);
            }

            metrics.ActivityEnds(naming.Name, clock.GetElapsedTime(began), failed);
        }
    }

    private async Task<Activity?> BeginAsync(TTask input, CancellationToken cancellationToken)
    {
        var record = await jobs.GetAsync(naming.JobOf(input), cancellationToken);
        return record is null ? null : JobTracing.Continue(naming.Name, record)?.SetTag("countersign.step.id", naming.StepOf?.Invoke(input));
    }
}
