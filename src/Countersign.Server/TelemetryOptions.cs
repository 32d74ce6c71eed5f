namespace Countersign.Server;

/// <summary>Where traces and metrics are sent; section <c>Telemetry</c>.</summary>
public sealed class TelemetryOptions
{
    /// <summary>
    /// A collector's address for OTLP over HTTP, such as <c>http://127.0.0.1:4318</c>; <c>v1/traces</c> and <c>v1/metrics</c> are appended.
    /// Default none: nothing is collected or sent.
    /// </summary>
    public string? OtlpEndpoint { get; set; }

    /// <summary>How often metrics are sent. Default one minute.</summary>
    public TimeSpan MetricsEvery { get; set; } = TimeSpan.FromMinutes(1);
}
