using System.Diagnostics;
using Countersign.Server.Ports;

namespace Countersign.Server.Telemetry;

/// <summary>Measures the stages of jobs, and makes each a part of its job's trace while somebody collects traces.</summary>
internal sealed class StageObserver(IJobStore jobs, JobMetrics metrics, TimeProvider clock)
{
    /// <summary>Runs a stage under observation; what it throws is noted and thrown on.</summary>
    /// <param name="name">The wire name of the activity that the stage belongs to.</param>
    /// <param name="jobId">The job.</param>
    /// <param name="stepId">The step that the stage is about; null when it is about none.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="cancellationToken">Stops the reading of the job.</param>
    public async Task<T> RunAsync<T>(string name, string jobId, string? stepId, Func<Task<T>> stage, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        var failed = true;
        metrics.ActivityBegins(name);
        using var span = JobTracing.IsObserved ? await BeginAsync(name, jobId, stepId, cancellationToken) : null;
        try
        {
            var outcome = await stage();
            failed = false;
            return outcome;
        }
        finally
        {
            if (failed)
            {
                span?.SetStatus(ActivityStatusCode.Error);
            }

            metrics.ActivityEnds(name, clock.GetElapsedTime(began), failed);
        }
    }

    private async Task<Activity?> BeginAsync(string name, string jobId, string? stepId, CancellationToken cancellationToken)
    {
        var record = await jobs.GetAsync(jobId, cancellationToken);
        return record is null ? null : JobTracing.Continue(name, record)?.SetTag("countersign.step.id", stepId);
    }
}
