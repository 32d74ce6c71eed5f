namespace Countersign.Server;

/// <summary>Where traces and metrics are sent; section <c>Telemetry</c>.</summary>
public sealed class TelemetryOptions
{
    /// <summary>
    /// A collector's address for OTLP over HTTP, such as <c>http://127.0.0.1:4318</c>; <c>v1/traces</c> and <c>v1/metrics</c> are appended.
    /// Default none: nothing is collected or sent.
    /// </summary>
    public string? OtlpEndpoint { get; set; }

    /// <summary>
    /// Other names under which <c>/metrics</c> shows a series as well, for dashboards and alerts that know an older one: the other name to
    /// the series' name as the page has it, such as <c>jobs_in_system</c> to <c>countersign_jobs</c>. Default none.
    /// </summary>
    public Dictionary<string, string> Aliases { get; } = new(StringComparer.Ordinal);

    /// <summary>How often metrics are sent. Default one minute.</summary>
    public TimeSpan MetricsEvery { get; set; } = TimeSpan.FromMinutes(1);
}
