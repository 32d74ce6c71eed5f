using Microsoft.Extensions.Logging;

namespace Countersign.Durable.Sqlite;

internal static partial class Logs
{
    [LoggerMessage(1, LogLevel.Error, "A turn of instance {InstanceId} could not be written (setback {Setback}); it goes back to its stored state.")]
    public static partial void TurnNotWritten(ILogger logger, Exception exception, string instanceId, int setback);

    [LoggerMessage(2, LogLevel.Warning, "Activity {Activity} failed for instance {InstanceId}.")]
    public static partial void ActivityFailed(ILogger logger, Exception exception, string activity, string instanceId);

    [LoggerMessage(3, LogLevel.Error, "Due timers could not be read; trying again in a second.")]
    public static partial void TimersNotRead(ILogger logger, Exception exception);

    [LoggerMessage(4, LogLevel.Information, "The durable engine started; {Count} instances go on at once.")]
    public static partial void Started(ILogger logger, int count);
}
