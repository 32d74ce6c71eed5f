using System.Diagnostics;
using Countersign.Server.Ports;

namespace Countersign.Server.Telemetry;

/// <summary>
/// One trace for each job: its context is stored with the job when it is submitted, and decisions and activities go on with it, in
/// whatever process and however much later. Costs next to nothing while nobody collects traces.
/// </summary>
internal static class JobTracing
{
    /// <summary>The source's name, for exporters.</summary>
    public const string SourceName = "Countersign";

    private static readonly ActivitySource Source = new(SourceName, ProductInfo.Version);

    /// <summary>Whether somebody collects traces.</summary>
    public static bool IsObserved => Source.HasListeners();

    /// <summary>Begins a job's trace, or goes on with that of the request.</summary>
    /// <returns>Null when nobody collects it. Its identifier is what the job's record keeps.</returns>
    public static Activity? Submit(string jobId, string kind) => Source.StartActivity("job submit")?.SetTag("countersign.job.id", jobId).SetTag("countersign.job.kind", kind);

    /// <summary>Goes on with a job's trace; a request that causes it is linked.</summary>
    /// <param name="name">What happens to the job.</param>
    /// <param name="record">The job.</param>
    /// <returns>Null when nobody collects it, or the job was submitted while nobody did.</returns>
    public static Activity? Continue(string name, JobRecord record)
    {
        if (!IsObserved || !ActivityContext.TryParse(record.TraceParent, traceState: null, isRemote: true, out var parent))
        {
            return null;
        }

        ActivityLink[] links = Activity.Current is { IdFormat: ActivityIdFormat.W3C } request && request.TraceId != parent.TraceId
            ? [new ActivityLink(request.Context)]
            : [];
        return Source.StartActivity($"job {name}", ActivityKind.Internal, parent, links: links)
            ?.SetTag("countersign.job.id", record.Job.JobId)
            .SetTag("countersign.job.kind", record.Job.Kind);
    }
}
