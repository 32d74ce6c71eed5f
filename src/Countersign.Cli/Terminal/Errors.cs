using Countersign.Cli.Api;
using Countersign.Embedded;

namespace Countersign.Cli.Terminal;

/// <summary>Tells on standard error what went wrong.</summary>
internal static class Errors
{
    public static void Write(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            Console.Error.WriteLine(SafeText.Clean(line));
        }
    }

    /// <summary>The words and the exit code of a failure that has words of its own; null for a bug.</summary>
    public static Explanation? Explain(Exception exception) => exception switch
    {
        UsageException usage => new(ExitCodes.BadUsage, usage.Problems),
        EmbeddedHostException host => new(ExitCodes.BadUsage, host.Problems),
        ApiException { IsBadUsage: true } refused => new(ExitCodes.BadUsage, refused.Lines),
        ApiException refused => new(ExitCodes.Failed, refused.Lines),
        ServerUnreachableException unreachable => new(ExitCodes.Failed, [unreachable.Message]),
        UnexpectedAnswerException unexpected => new(ExitCodes.Failed, [unexpected.Message]),
        OperationCanceledException => new(ExitCodes.StillWaiting, ["Stopped."]),
        _ => null,
    };
}
