using Microsoft.Extensions.Options;

namespace Countersign.Server;

internal sealed class ExecutionOptionsValidator : IValidateOptions<ExecutionOptions>
{
    public ValidateOptionsResult Validate(string? name, ExecutionOptions options)
    {
        var problems = new OptionProblems();
        problems.Require(options.SoftLimit > TimeSpan.Zero, "Execution:SoftLimit", options.SoftLimit, "a time span above zero");
        problems.Require(
            options.HardLimit >= options.SoftLimit, "Execution:HardLimit", options.HardLimit, "a time span not below Execution:SoftLimit");
        foreach (var (kind, retries) in options.Retries)
        {
            problems.Require(retries is >= 0 and <= 20, $"Execution:Retries:{kind}", retries, "0 to 20");
        }

        return problems.ToResult();
    }
}
