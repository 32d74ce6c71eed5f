using Microsoft.Extensions.Logging;

namespace Countersign.Server;

internal static partial class Logs
{
    [LoggerMessage(1, LogLevel.Error, "Job {JobId}: its kind threw what it should not have")]
    public static partial void KindFailed(this ILogger logger, Exception exception, string jobId);

    [LoggerMessage(2, LogLevel.Error, "{Method} {Path} failed, trace {TraceId}")]
    public static partial void RequestFailed(this ILogger logger, Exception exception, string method, string path, string traceId);

    [LoggerMessage(3, LogLevel.Warning, "Job {JobId}: a message to its orchestration could not be sent and will be sent again")]
    public static partial void WakeUpFailed(this ILogger logger, Exception exception, string jobId);

    [LoggerMessage(4, LogLevel.Information, "Sent {Count} messages to orchestrations that an earlier run left unsent")]
    public static partial void OwedSent(this ILogger logger, int count);

    [LoggerMessage(5, LogLevel.Warning, "Job {JobId}: a decision event came without a stored decision and was ignored")]
    public static partial void ForgedWakeUp(this ILogger logger, string jobId);

    [LoggerMessage(7, LogLevel.Error, "Component {Component} did not answer the health check")]
    public static partial void HealthCheckFailed(this ILogger logger, Exception exception, string component);

    [LoggerMessage(8, LogLevel.Error, "A row of the host's audit chain could not be stored; trying again")]
    public static partial void AuditDelayed(this ILogger logger, Exception exception);
}
