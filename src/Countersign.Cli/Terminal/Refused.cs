using Countersign.Client.Errors;

namespace Countersign.Cli.Terminal;

/// <summary>What a refusal means to whoever gave the command.</summary>
internal static class Refused
{
    /// <summary>Whether the request itself was at fault, so that sending it again cannot help.</summary>
    public static bool IsBadUsage(CountersignException refusal) => refusal.Status is >= 400 and < 500 and not (408 or 429);

    /// <summary>The problem in lines for people.</summary>
    public static IReadOnlyList<string> LinesOf(CountersignException refusal)
    {
        if (refusal.Problem is not { } problem)
        {
            return [$"{refusal.Message} Is that address a countersign server?"];
        }

        var fields = refusal.Errors.SelectMany(entry => entry.Value.Select(message => $"  {entry.Key} {message}"));
        return problem.Errors is null
            ? [$"{problem.Title}: {problem.Detail}", $"  ({problem.Code}, trace {problem.TraceId})"]
            : [$"{problem.Title}:", .. fields, $"  ({problem.Code}, trace {problem.TraceId})"];
    }
}
