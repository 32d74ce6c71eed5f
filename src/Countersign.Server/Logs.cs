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

    [LoggerMessage(13, LogLevel.Warning, "Job {JobId}: the stored decision on plan version {Version} was not made by this server ({Problem}) and was ignored")]
    public static partial void ForgedDecision(this ILogger logger, string jobId, int version, string problem);

    [LoggerMessage(8, LogLevel.Warning, "Job {JobId}: its events could not be announced; subscribers find them in the log")]
    public static partial void AnnouncementFailed(this ILogger logger, Exception exception, string jobId);

    [LoggerMessage(9, LogLevel.Warning, "Job {JobId}: its events were not announced, because too many wait; subscribers find them in the log")]
    public static partial void AnnouncementsFull(this ILogger logger, string jobId);

    [LoggerMessage(10, LogLevel.Information, "Connection {ConnectionId}: closed, because it took events too slowly")]
    public static partial void SubscriberTooSlow(this ILogger logger, string connectionId);

    [LoggerMessage(11, LogLevel.Warning, "Connection {ConnectionId}: closed, because events could not be read or sent")]
    public static partial void SendingFailed(this ILogger logger, Exception exception, string connectionId);

    [LoggerMessage(7, LogLevel.Error, "Component {Component} did not answer the health check")]
    public static partial void HealthCheckFailed(this ILogger logger, Exception exception, string component);

    [LoggerMessage(8, LogLevel.Error, "A row of the host's audit chain could not be stored; trying again")]
    public static partial void AuditDelayed(this ILogger logger, Exception exception);

    [LoggerMessage(41, LogLevel.Warning, "Webhook {WebhookId} is disabled: {Reason}")]
    public static partial void WebhookDisabled(this ILogger logger, string webhookId, string reason);

    [LoggerMessage(12, LogLevel.Error, "Hub call {Method} of connection {ConnectionId} failed")]
    public static partial void HubCallFailed(this ILogger logger, Exception exception, string method, string connectionId);

    [LoggerMessage(40, LogLevel.Error, "The issuer of tokens (Auth:Authority) does not say its keys")]
    public static partial void IssuerUnavailable(this ILogger logger, Exception exception);

    [LoggerMessage(13, LogLevel.Warning, "The jobs could not be counted for the metrics; they show the counts before")]
    public static partial void CountsNotRead(this ILogger logger, Exception exception);

    [LoggerMessage(90, LogLevel.Warning, "Job {JobId}: its kind could not measure the result; it ends without the kind's figures")]
    public static partial void KindNotMeasured(this ILogger logger, Exception exception, string jobId);

    [LoggerMessage(91, LogLevel.Warning, "Job {JobId}: figure '{Name}' of its kind was left out: {Problem}")]
    public static partial void FigureLeftOut(this ILogger logger, string jobId, string name, string problem);

    [LoggerMessage(50, LogLevel.Error, "{Problem}")]
    public static partial void PluginRefused(this ILogger logger, string problem);

    [LoggerMessage(51, LogLevel.Information, "The kind {Kind} comes from {Path}")]
    public static partial void PluginLoaded(this ILogger logger, string kind, string path);

    [LoggerMessage(52, LogLevel.Error, "The watched folder could not be looked through; trying again in {Delay}")]
    public static partial void WatchFailed(this ILogger logger, Exception exception, TimeSpan delay);

    [LoggerMessage(53, LogLevel.Error, "The document {Document} could not be answered; trying again in {Delay}")]
    public static partial void AnswerFailed(this ILogger logger, Exception exception, string document, TimeSpan delay);

    [LoggerMessage(54, LogLevel.Warning, "The watched folder cannot be listened to; it is looked through every {Interval}")]
    public static partial void NotListening(this ILogger logger, Exception exception, TimeSpan interval);

    [LoggerMessage(55, LogLevel.Information, "The document {Document} became job {JobId}")]
    public static partial void DocumentTaken(this ILogger logger, string document, string jobId);

    [LoggerMessage(56, LogLevel.Warning, "The document {Document} was rejected with status {Status}")]
    public static partial void DocumentRejected(this ILogger logger, string document, int status);

    [LoggerMessage(57, LogLevel.Error, "The document {Document} could not be handled")]
    public static partial void DocumentFailed(this ILogger logger, Exception exception, string document);
}
