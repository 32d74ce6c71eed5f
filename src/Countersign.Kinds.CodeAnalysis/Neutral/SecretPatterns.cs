using System.Text.RegularExpressions;

namespace Countersign.Kinds.CodeAnalysis.Neutral;

/// <summary>
/// Secrets that are known by their form, as their issuers document it: a prefix that nothing else has, and a fixed alphabet and
/// length.
/// </summary>
internal static partial class SecretPatterns
{
    public static IReadOnlyList<SecretPattern> All { get; } =
    [
        new("An AWS access key", ["AKIA", "ASIA"], Aws()),
        new("A GitHub token", ["ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"], GitHub()),
        new("A GitLab token", ["glpat-"], GitLab()),
        new("A Slack token", ["xox"], Slack()),
        new("A Slack webhook", ["hooks.slack.com"], SlackHook()),
        new("A Stripe key", ["sk_live_", "rk_live_"], Stripe()),
        new("A Google API key", ["AIza"], Google()),
        new("An npm token", ["npm_"], Npm()),
        new("A PyPI token", ["pypi-"], PyPi()),
        new("A SendGrid key", ["SG."], SendGrid()),
        new("An Azure storage key", ["AccountKey="], AzureStorage()),
        new("An Azure shared access key", ["SharedAccessKey="], AzureShared()),
        new("A NuGet API key", ["oy2"], NuGet()),
    ];

    [GeneratedRegex(@"(?<![A-Za-z0-9])((?:AKIA|ASIA)[0-9A-Z]{16})(?![A-Za-z0-9])")]
    private static partial Regex Aws();

    [GeneratedRegex(@"(?<![A-Za-z0-9])(gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{60,255})(?![A-Za-z0-9])")]
    private static partial Regex GitHub();

    [GeneratedRegex("(?<![A-Za-z0-9])(glpat-[A-Za-z0-9_-]{20,64})(?![A-Za-z0-9])")]
    private static partial Regex GitLab();

    [GeneratedRegex("(?<![A-Za-z0-9])(xox[abprs]-[0-9]{8,16}-[A-Za-z0-9-]{20,120})")]
    private static partial Regex Slack();

    [GeneratedRegex("(hooks\\.slack\\.com/services/T[A-Z0-9]{8,12}/B[A-Z0-9]{8,12}/[A-Za-z0-9]{20,30})")]
    private static partial Regex SlackHook();

    [GeneratedRegex("(?<![A-Za-z0-9])([sr]k_live_[A-Za-z0-9]{20,120})(?![A-Za-z0-9])")]
    private static partial Regex Stripe();

    [GeneratedRegex("(?<![A-Za-z0-9_-])(AIza[A-Za-z0-9_-]{35})(?![A-Za-z0-9_-])")]
    private static partial Regex Google();

    [GeneratedRegex("(?<![A-Za-z0-9_])(npm_[A-Za-z0-9]{36})(?![A-Za-z0-9])")]
    private static partial Regex Npm();

    [GeneratedRegex("(?<![A-Za-z0-9])(pypi-AgE[A-Za-z0-9_-]{50,250})")]
    private static partial Regex PyPi();

    [GeneratedRegex(@"(?<![A-Za-z0-9])(SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43})(?![A-Za-z0-9_-])")]
    private static partial Regex SendGrid();

    [GeneratedRegex("AccountKey=([A-Za-z0-9+/]{86}==)")]
    private static partial Regex AzureStorage();

    [GeneratedRegex("SharedAccessKey=([A-Za-z0-9+/]{43}=)")]
    private static partial Regex AzureShared();

    [GeneratedRegex("(?<![A-Za-z0-9])(oy2[a-z0-9]{43})(?![A-Za-z0-9])")]
    private static partial Regex NuGet();
}
