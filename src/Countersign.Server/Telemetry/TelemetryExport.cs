using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Countersign.Server.Telemetry;

/// <summary>Sends traces and metrics to a collector over OTLP, where one is configured. What is left is sent when the host stops.</summary>
internal sealed class TelemetryExport(TelemetryOptions options, JobMetrics metrics) : IHostedService, IDisposable
{
    /// <summary>How long a stopping host waits for a collector that does not answer.</summary>
    private const int LastChanceMilliseconds = 3000;

    /// <summary>The web server's own source: what a request's trace begins with.</summary>
    private const string RequestSource = "Microsoft.AspNetCore";

    private TracerProvider? _traces;
    private MeterProvider? _metrics;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.OtlpEndpoint is { Length: > 0 } endpoint)
        {
            var collector = new Uri(endpoint.TrimEnd('/') + "/");
            var resource = ResourceBuilder.CreateEmpty().AddService(ProductInfo.Service, serviceVersion: ProductInfo.Version).AddTelemetrySdk();
            _traces = Sdk.CreateTracerProviderBuilder()
                .SetResourceBuilder(resource)
                .AddSource(JobTracing.SourceName, RequestSource)
                .AddOtlpExporter(otlp => SendTo(otlp, new Uri(collector, "v1/traces")))
                .Build();
            _metrics = Sdk.CreateMeterProviderBuilder()
                .SetResourceBuilder(resource)
                .AddMeter(metrics.Meter.Name)
                .AddOtlpExporter((otlp, reader) =>
                {
                    SendTo(otlp, new Uri(collector, "v1/metrics"));
                    reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = (int)options.MetricsEvery.TotalMilliseconds;
                })
                .Build();
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            _traces?.Shutdown(LastChanceMilliseconds);
            _metrics?.Shutdown(LastChanceMilliseconds);
        },
        CancellationToken.None);

    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
    }

    private static void SendTo(OtlpExporterOptions otlp, Uri address)
    {
        otlp.Protocol = OtlpExportProtocol.HttpProtobuf;
        otlp.Endpoint = address;
    }
}
