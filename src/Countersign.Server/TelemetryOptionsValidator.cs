using Microsoft.Extensions.Options;

namespace Countersign.Server;

internal sealed class TelemetryOptionsValidator : IValidateOptions<TelemetryOptions>
{
    public ValidateOptionsResult Validate(string? name, TelemetryOptions options)
    {
        var problems = new OptionProblems();
        problems.Require(IsAddress(options.OtlpEndpoint), "Telemetry:OtlpEndpoint", options.OtlpEndpoint ?? "", "an absolute http or https address");
        problems.Require(
            options.MetricsEvery >= TimeSpan.FromSeconds(1) && options.MetricsEvery <= TimeSpan.FromHours(1),
            "Telemetry:MetricsEvery",
            options.MetricsEvery,
            "00:00:01 to 01:00:00");
        return problems.ToResult();
    }

    private static bool IsAddress(string? endpoint) =>
        string.IsNullOrEmpty(endpoint) || (Uri.TryCreate(endpoint, UriKind.Absolute, out var address) && address.Scheme is "http" or "https");
}
