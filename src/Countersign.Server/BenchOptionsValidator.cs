using Microsoft.Extensions.Options;

namespace Countersign.Server;

internal sealed class BenchOptionsValidator : IValidateOptions<BenchOptions>
{
    public ValidateOptionsResult Validate(string? name, BenchOptions options)
    {
        var problems = new OptionProblems();
        problems.Require(options.StepMilliseconds is >= 0 and <= 60_000, "Bench:StepMilliseconds", options.StepMilliseconds, "0 to 60000");
        return problems.ToResult();
    }
}
