using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Countersign.Contracts.Jobs;
using Countersign.Server.Health;
using Countersign.Server.Live;
using Countersign.Server.Ports;
using Countersign.Server.Statistics;

namespace Countersign.Server.Telemetry;

/// <summary>The product's instruments. Histograms and counters count what this process did since it started.</summary>
/// <remarks>Names follow OpenTelemetry's conventions; the page for Prometheus is made of the same instruments.</remarks>
internal sealed class JobMetrics : IDisposable
{
    /// <summary>The meter's name, for exporters.</summary>
    public const string MeterName = "Countersign";

    private readonly Histogram<double> _jobDuration;
    private readonly Histogram<double> _activityDuration;
    private readonly ConcurrentDictionary<string, long> _running = new(StringComparer.Ordinal);

    public JobMetrics(JobCountsSnapshot counts, SubscriberCounters subscribers, CpuMeter cpu, ServiceUptime uptime)
    {
        Meter = new Meter(MeterName, ProductInfo.Version);
        var advice = new InstrumentAdvice<double> { HistogramBucketBoundaries = DurationCounts.Bounds };
        _jobDuration = Meter.CreateHistogram("countersign.job.duration", "s", "Time from start to end of the jobs that ended.", tags: null, advice);
        _activityDuration = Meter.CreateHistogram("countersign.activity.duration", "s", "Time that activities of orchestrations ran.", tags: null, advice);
        Meter.CreateObservableUpDownCounter("countersign.activities.running", Running, "{activity}", "Activities that run now.");
        Meter.CreateObservableGauge("countersign.jobs", () => counts.Read().Select(Measure), "{job}", "Jobs there are, in all of the installation.");
        Meter.CreateObservableGauge("countersign.queue.depth", () => Pending(counts), "{job}", "Jobs that wait to begin.");
        Meter.CreateObservableUpDownCounter(
            "countersign.subscribers", () => ByTransport(subscribers, transport => transport.Current), "{subscriber}", "Subscribers connected now.");
        Meter.CreateObservableCounter(
            "countersign.events.delivered", () => ByTransport(subscribers, transport => transport.EventsDelivered), "{event}", "Events handed to subscribers.");
        Meter.CreateObservableCounter("process.cpu.time", () => cpu.Used.TotalSeconds, "s", "Processor time of the process.");
        Meter.CreateObservableUpDownCounter("process.memory.usage", () => Environment.WorkingSet, "By", "Physical memory of the process.");
        Meter.CreateObservableGauge("process.uptime", () => uptime.Seconds, "s", "Time since the process started.");
    }

    public Meter Meter { get; }

    /// <summary>A job has reached its final status.</summary>
    public void Ended(Job job)
    {
        if (JobDuration.MillisecondsOf(job) is >= 0 and var milliseconds)
        {
            _jobDuration.Record(
                milliseconds / 1000.0, new("kind", job.Kind), new KeyValuePair<string, object?>("status", SnakeCase.NameOf(job.Status)));
        }
    }

    /// <summary>An activity begins.</summary>
    public void ActivityBegins(string activity) => _running.AddOrUpdate(activity, 1, (_, running) => running + 1);

    /// <summary>An activity has ended.</summary>
    public void ActivityEnds(string activity, TimeSpan took, bool failed)
    {
        _running.AddOrUpdate(activity, 0, (_, running) => running - 1);
        _activityDuration.Record(
            took.TotalSeconds, new("activity", activity), new KeyValuePair<string, object?>("outcome", failed ? "error" : "ok"));
    }

    public void Dispose() => Meter.Dispose();

    private IEnumerable<Measurement<long>> Running() =>
        _running.Select(activity => new Measurement<long>(activity.Value, new KeyValuePair<string, object?>("activity", activity.Key)));

    private static Measurement<long> Measure(JobGroup group) => new(
        group.Jobs, new("kind", group.Kind), new KeyValuePair<string, object?>("status", SnakeCase.NameOf(group.Status)));

    private static long Pending(JobCountsSnapshot counts) =>
        counts.Read().Where(group => group.Status == JobStatus.Pending).Sum(group => group.Jobs);

    private static IEnumerable<Measurement<long>> ByTransport(
        SubscriberCounters subscribers, Func<Contracts.Statistics.TransportStatistics, long> figure) =>
        subscribers.Read().Select(transport => new Measurement<long>(figure(transport.Value), new KeyValuePair<string, object?>("transport", transport.Key)));
}
