using System.Text.RegularExpressions;
using Countersign.Contracts.Plans;
using Countersign.Server.Kinds;
using Countersign.Server.Policies;
using Microsoft.Extensions.Options;

namespace Countersign.Server;

internal sealed partial class ApprovalOptionsValidator(KindCatalogue kinds) : IValidateOptions<ApprovalOptions>
{
    private const double LongestMemory = 3650;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(365);

    public ValidateOptionsResult Validate(string? name, ApprovalOptions options)
    {
        var problems = new OptionProblems();
        problems.Require(
            options.Timeout >= TimeSpan.FromSeconds(1) && options.Timeout <= Longest,
            "Approval:Timeout", options.Timeout, "00:00:01 to 365.00:00:00");
        for (var i = 0; i < options.Policies.Count; i++)
        {
            Check($"Approval:Policies:{i}", options.Policies[i], problems);
        }

        var twice = options.Policies.GroupBy(policy => policy.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        problems.Require(twice is null, "Approval:Policies", $"two rules named {twice?.Key}", "a name of its own for each");
        return problems.ToResult();
    }

    private void Check(string key, ApprovalPolicy policy, OptionProblems problems)
    {
        problems.Require(Name().IsMatch(policy.Name), $"{key}:Name", policy.Name, "1 to 100 lower-case letters, digits and hyphens");
        problems.Require(
            policy.MaxRisk is Risk.Read or Risk.Write, $"{key}:MaxRisk", policy.MaxRisk, "read or write: what removes something is decided on by people");
        var known = string.Join(", ", kinds.All.Select(kind => kind.Descriptor.Kind));
        for (var i = 0; i < policy.Kinds.Count; i++)
        {
            problems.Require(kinds.Find(policy.Kinds[i]) is not null, $"{key}:Kinds:{i}", policy.Kinds[i], $"a kind of this server: {known}");
        }

        RequireNotNegative(policy.MaxCost, $"{key}:MaxCost", problems);
        RequireNotNegative(policy.MaxDurationSeconds, $"{key}:MaxDurationSeconds", problems);
        RequireNotNegative(policy.MaxBytesRead, $"{key}:MaxBytesRead", problems);
        RequireNotNegative(policy.MaxBytesWritten, $"{key}:MaxBytesWritten", problems);
        RequireNotNegative(policy.MaxTokens, $"{key}:MaxTokens", problems);
        problems.Require(
            policy.ApprovedWithinDays is null or (> 0 and <= LongestMemory),
            $"{key}:ApprovedWithinDays", policy.ApprovedWithinDays ?? 0, $"a number above 0, up to {LongestMemory}");
    }

    private static void RequireNotNegative(double? value, string key, OptionProblems problems) =>
        problems.Require(value is null or >= 0, key, value ?? 0, "0 or more");

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,99}$")]
    private static partial Regex Name();
}
