using Microsoft.Extensions.Options;

namespace Countersign.Server;

internal sealed class ApprovalOptionsValidator : IValidateOptions<ApprovalOptions>
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(365);

    public ValidateOptionsResult Validate(string? name, ApprovalOptions options)
    {
        var problems = new OptionProblems();
        problems.Require(
            options.Timeout >= TimeSpan.FromSeconds(1) && options.Timeout <= Longest,
            "Approval:Timeout", options.Timeout, "00:00:01 to 365.00:00:00");
        return problems.ToResult();
    }
}
