using Microsoft.Extensions.Options;

namespace Countersign.Server;

internal sealed class LimitsOptionsValidator : IValidateOptions<LimitsOptions>
{
    public ValidateOptionsResult Validate(string? name, LimitsOptions options)
    {
        var problems = new OptionProblems();
        problems.Require(options.MaxBodyBytes is >= 1024 and <= 1 << 28, "Limits:MaxBodyBytes", options.MaxBodyBytes, "1024 to 268435456 (bytes)");
        problems.Require(options.MaxUploadBytes >= 1024, "Limits:MaxUploadBytes", options.MaxUploadBytes, "at least 1024 (bytes)");
        problems.Require(options.MaxArtifactBytes >= 1024, "Limits:MaxArtifactBytes", options.MaxArtifactBytes, "at least 1024 (bytes)");
        return problems.ToResult();
    }
}
