using Microsoft.Extensions.Logging;

namespace Countersign.Embedded;

internal static partial class Logs
{
    [LoggerMessage(1, LogLevel.Error, "Looking for messages that were not sent failed; trying again")]
    public static partial void SweepFailed(this ILogger logger, Exception exception);

    [LoggerMessage(2, LogLevel.Error, "Starting the schedules that are due failed; trying again in {Delay}")]
    public static partial void SchedulesFailed(this ILogger logger, Exception exception, TimeSpan delay);

    [LoggerMessage(3, LogLevel.Error, "Sending events to webhooks failed; trying again in {Delay}")]
    public static partial void WebhooksFailed(this ILogger logger, Exception exception, TimeSpan delay);

    [LoggerMessage(4, LogLevel.Error, "Starting the upkeep that is due failed; trying again in {Delay}")]
    public static partial void UpkeepFailed(this ILogger logger, Exception exception, TimeSpan delay);
}
