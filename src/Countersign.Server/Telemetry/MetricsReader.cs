using System.Diagnostics.Metrics;
using Countersign.Server.Ports;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Countersign.Server.Telemetry;

/// <summary>Adds up what the product's instruments measure, for the page that Prometheus reads.</summary>
internal sealed class MetricsReader : IHostedService, IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly SortedDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private readonly IReadOnlyDictionary<string, string> _aliases;

    public MetricsReader(JobMetrics metrics, TelemetryOptions options)
    {
        _aliases = options.Aliases;

        // By the meter itself and not by its name: tests run several servers in one process.
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter, metrics.Meter))
            {
                listener.EnableMeasurementEvents(instrument, AddFamily(instrument));
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, value, tags, family) => Add(family, value, tags));
        _listener.SetMeasurementEventCallback<double>((_, value, tags, family) => Add(family, value, tags));
    }

    /// <summary>Everything measured until now, in the text format of Prometheus, version 0.0.4.</summary>
    public string Read()
    {
        lock (_lock)
        {
            foreach (var family in _families.Values.Where(family => family.IsObserved))
            {
                family.Clear();
            }

            _listener.RecordObservableInstruments();
            return PrometheusText.Write(_families.Values) + PrometheusText.Write(
                _aliases.OrderBy(alias => alias.Key, StringComparer.Ordinal).Select(alias => (alias.Key, _families[alias.Value])));
        }
    }

    /// <summary>Begins to listen: what is measured before is not counted.</summary>
    /// <exception cref="OptionsValidationException">An alias stands for a series that there is not, or has the name of one.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _listener.Start();
        var problems = _aliases
            .Where(alias => !_families.ContainsKey(alias.Value) || _families.ContainsKey(alias.Key))
            .Select(alias => $"Telemetry:Aliases:{alias.Key} is '{alias.Value}'; allowed is one of {string.Join(", ", _families.Keys)}, under a name that is none of them.")
            .ToArray();
        return problems.Length == 0
            ? Task.CompletedTask
            : throw new OptionsValidationException(nameof(TelemetryOptions), typeof(TelemetryOptions), problems);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _listener.Dispose();

    private MetricFamily AddFamily(Instrument instrument)
    {
        var family = new MetricFamily(instrument, DurationCounts.Bounds);
        lock (_lock)
        {
            _families[family.Name] = family;
        }

        return family;
    }

    private void Add(object? family, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = PrometheusText.Labels(tags);
        lock (_lock)
        {
            ((MetricFamily)family!).Add(labels, value);
        }
    }
}
