using Microsoft.Extensions.Options;

namespace Countersign.Server;

internal sealed class LimitsOptionsValidator : IValidateOptions<LimitsOptions>
{
    private const int Most = 1_000_000_000;
    private const int MostJobs = 10_000;
    private const string Rate = "0 (no limit) to 1000000000";

    public ValidateOptionsResult Validate(string? name, LimitsOptions options)
    {
        var problems = new OptionProblems();
        problems.Require(options.MaxBodyBytes is >= 1024 and <= 1 << 28, "Limits:MaxBodyBytes", options.MaxBodyBytes, "1024 to 268435456 (bytes)");
        problems.Require(options.MaxUploadBytes >= 1024, "Limits:MaxUploadBytes", options.MaxUploadBytes, "at least 1024 (bytes)");
        problems.Require(options.MaxArtifactBytes >= 1024, "Limits:MaxArtifactBytes", options.MaxArtifactBytes, "at least 1024 (bytes)");
        problems.Require(options.SubmitPerMinute is null or (>= 0 and <= Most), "Limits:SubmitPerMinute", options.SubmitPerMinute ?? 0, Rate);
        problems.Require(options.RequestsPerMinute is null or (>= 0 and <= Most), "Limits:RequestsPerMinute", options.RequestsPerMinute ?? 0, Rate);
        problems.Require(
            options.FailedAuthenticationsPerMinute is >= 0 and <= Most,
            "Limits:FailedAuthenticationsPerMinute",
            options.FailedAuthenticationsPerMinute,
            Rate);
        problems.Require(options.MaxConcurrentJobs is >= 1 and <= MostJobs, "Limits:MaxConcurrentJobs", options.MaxConcurrentJobs, "1 to 10000");
        problems.Require(
            options.MaxConcurrentPerUser is null or (>= 1 and <= MostJobs), "Limits:MaxConcurrentPerUser", options.MaxConcurrentPerUser ?? 0, "1 to 10000");
        return problems.ToResult();
    }
}
