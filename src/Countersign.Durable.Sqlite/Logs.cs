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

    [LoggerMessage(4, LogLevel.Warning, "The code of instance {InstanceId} has not come back for {Seconds} s: it blocks or never yields, which holds a thread. Requests to it are kept; terminating it ends it.")]
    public static partial void CodeStuck(ILogger logger, string instanceId, long seconds);

    [LoggerMessage(5, LogLevel.Error, "Requests to instance {InstanceId}, whose code is stuck, could not be written.")]
    public static partial void RequestsNotWritten(ILogger logger, Exception exception, string instanceId);

    [LoggerMessage(7, LogLevel.Error, "Instance {InstanceId} cannot be run and is parked; it keeps what it is sent.")]
    public static partial void Parked(ILogger logger, Exception exception, string instanceId);

    [LoggerMessage(6, LogLevel.Warning, "Instance {InstanceId} has to wait: {Reason} It goes on when one of them comes back, or after a restart.")]
    public static partial void HeldBack(ILogger logger, string instanceId, string reason);
}
