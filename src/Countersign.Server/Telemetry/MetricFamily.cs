using System.Diagnostics.Metrics;

namespace Countersign.Server.Telemetry;

/// <summary>The series of one instrument under its Prometheus name. Not for several threads at once.</summary>
internal sealed class MetricFamily
{
    private readonly SortedDictionary<string, MetricSeries> _series = new(StringComparer.Ordinal);

    public MetricFamily(Instrument instrument, IReadOnlyList<double> bounds)
    {
        var generic = instrument.GetType().GetGenericTypeDefinition();
        Bounds = generic == typeof(Histogram<>) ? bounds : [];
        Type = generic switch
        {
            _ when generic == typeof(Histogram<>) => "histogram",
            _ when generic == typeof(Counter<>) || generic == typeof(ObservableCounter<>) => "counter",
            _ => "gauge",
        };
        Adds = Type != "gauge" || generic == typeof(UpDownCounter<>);
        IsObserved = instrument.IsObservable;
        Name = PrometheusText.NameOf(instrument.Name, instrument.Unit, Type);
        Help = instrument.Description ?? Name;
    }

    /// <summary>The name of its samples, without a histogram's endings.</summary>
    public string Name { get; }

    public string Help { get; }

    /// <summary><c>counter</c>, <c>gauge</c> or <c>histogram</c>.</summary>
    public string Type { get; }

    /// <summary>Whether it tells its whole value each time it is asked.</summary>
    public bool IsObserved { get; }

    /// <summary>A histogram's upper bounds; empty for anything else.</summary>
    public IReadOnlyList<double> Bounds { get; }

    /// <summary>Labels, as they are written, to their series.</summary>
    public IReadOnlyDictionary<string, MetricSeries> Series => _series;

    private bool Adds { get; }

    public void Clear() => _series.Clear();

    public void Add(string labels, double value)
    {
        if (!_series.TryGetValue(labels, out var series))
        {
            _series[labels] = series = new MetricSeries(Bounds.Count + 1);
        }

        var bucket = 0;
        while (bucket < Bounds.Count && value > Bounds[bucket])
        {
            bucket++;
        }

        series.Buckets[bucket]++;
        series.Value = Adds ? series.Value + value : value;
    }
}
