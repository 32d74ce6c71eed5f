using System.Text.RegularExpressions;

namespace Countersign.Kinds.Processes;

/// <summary>Tells a program that failed for the network's sake, which may go better another time, from one that failed by itself.</summary>
internal static partial class NetworkTrouble
{
    /// <summary>Whether the last lines of a program that had the network say so.</summary>
    public static bool IsIn(ProcessOutcome outcome, IReadOnlyList<string> tail) => outcome.End is ProcessEnd.Exited && tail.Any(line => Signs().IsMatch(line));

    [GeneratedRegex(
        @"ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNRESET|ECONNREFUSED|NU1301|Could not resolve host|name resolution|Connection (?:reset|refused|timed out)|Network is unreachable|50[234] (?:Bad Gateway|Service Unavailable|Gateway Time)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Signs();
}
