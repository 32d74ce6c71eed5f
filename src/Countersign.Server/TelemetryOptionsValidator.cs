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
        foreach (var alias in options.Aliases.Keys)
        {
            problems.Require(IsName(alias), "Telemetry:Aliases", alias, "a name of letters, digits, '_' and ':' that begins with no digit");
        }

        return problems.ToResult();
    }

    // https://prometheus.io/docs/concepts/data_model/#metric-names-and-labels
    private static bool IsName(string alias) =>
        alias.Length > 0 && !char.IsAsciiDigit(alias[0]) && alias.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or ':');

    private static bool IsAddress(string? endpoint) =>
        string.IsNullOrEmpty(endpoint) || (Uri.TryCreate(endpoint, UriKind.Absolute, out var address) && address.Scheme is "http" or "https");
}
