using Microsoft.Extensions.Options;

namespace Countersign.Server;

internal sealed class RetentionOptionsValidator : IValidateOptions<RetentionOptions>
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(36_500);

    public ValidateOptionsResult Validate(string? name, RetentionOptions options)
    {
        var problems = new OptionProblems();
        problems.Require(
            options.KeepFor >= Shortest && options.KeepFor <= Longest, "Retention:KeepFor", options.KeepFor, $"a time span from {Shortest} to {Longest}");
        problems.Require(options.KeepLast is null or >= 1, "Retention:KeepLast", options.KeepLast ?? 0, "a whole number from 1, or none");
        return problems.ToResult();
    }
}
