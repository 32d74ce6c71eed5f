using Microsoft.Extensions.Options;

namespace Countersign.Server;

internal sealed class UpkeepOptionsValidator : IValidateOptions<UpkeepOptions>
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    public ValidateOptionsResult Validate(string? name, UpkeepOptions options)
    {
        var problems = new OptionProblems();
        Require(problems, "Upkeep:CleanupEvery", options.CleanupEvery);
        Require(problems, "Upkeep:HealthCheckEvery", options.HealthCheckEvery);
        return problems.ToResult();
    }

    private static void Require(OptionProblems problems, string key, TimeSpan value) =>
        problems.Require(value >= Shortest && value <= Longest, key, value, $"a time span from {Shortest} to {Longest}");
}
