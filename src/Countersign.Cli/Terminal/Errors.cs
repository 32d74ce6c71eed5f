using Countersign.Cli.Run;
using Countersign.Client.Errors;
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
        CountersignException refused => new(Refused.IsBadUsage(refused) ? ExitCodes.BadUsage : ExitCodes.Failed, Refused.LinesOf(refused)),
        CountersignUnreachableException unreachable => new(
            ExitCodes.Failed,
            [$"{unreachable.Message} Start one with 'countersign up', or leave --server out to run the job in this command."]),
        UnexpectedAnswerException unexpected => new(
            ExitCodes.Failed,
            [$"What answers at {unexpected.Address.GetLeftPart(UriPartial.Authority)} does not speak the API of this countersign. Check --server, and that both are of the same version."]),
        ContradictionException contradiction => new(ExitCodes.Failed, [contradiction.Message]),
        OperationCanceledException => new(ExitCodes.StillWaiting, ["Stopped."]),
        _ => null,
    };
}
