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

    /// <summary>Tells of a failure that has words of its own; false leaves a bug to the runtime.</summary>
    public static bool TryExplain(Exception exception, out int exitCode)
    {
        (exitCode, IReadOnlyList<string> lines) = exception switch
        {
            UsageException usage => (ExitCodes.BadUsage, usage.Problems),
            EmbeddedHostException host => (ExitCodes.BadUsage, host.Problems),
            ApiException { IsBadUsage: true } refused => (ExitCodes.BadUsage, refused.Lines),
            ApiException refused => (ExitCodes.Failed, refused.Lines),
            ServerUnreachableException unreachable => (ExitCodes.Failed, [unreachable.Message]),
            OperationCanceledException => (ExitCodes.StillWaiting, ["Stopped."]),
            _ => (ExitCodes.Failed, []),
        };
        Write(lines);
        return lines.Count > 0;
    }
}
