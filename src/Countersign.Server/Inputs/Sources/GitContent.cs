using System.Text.RegularExpressions;

namespace Countersign.Server.Inputs.Sources;

/// <summary>Names of content entries that are commits: the repository's URL, <c>@</c>, and the commit's hash.</summary>
internal static partial class GitContent
{
    public static string Name(Uri url, string commit) => $"{url.AbsoluteUri}@{commit}";

    /// <summary>The commit that a name has at its end; null for any other name.</summary>
    public static string? CommitOf(string name) => Form().Match(name) is { Success: true } match ? match.Groups["commit"].Value : null;

    // A hash is SHA-1 or SHA-256 (extensions.objectFormat in git-config(1)).
    [GeneratedRegex(@"\Ahttps?://.+@(?<commit>[0-9a-f]{40}|[0-9a-f]{64})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
