using Microsoft.Extensions.Logging;

namespace Countersign.Storage.Azure;

internal static partial class Logs
{
    [LoggerMessage(1, LogLevel.Warning, "Left behind {Rows} index rows and {Blobs} values of job {JobId}; upkeep will remove them.")]
    public static partial void LeftBehind(this ILogger logger, string jobId, int rows, int blobs, Exception exception);

    [LoggerMessage(2, LogLevel.Information, "Removed stale index row {Row} in {Partition} of job {JobId}.")]
    public static partial void StaleRow(this ILogger logger, string partition, string row, string jobId);

    [LoggerMessage(
        3, LogLevel.Information, "Upkeep finished {Jobs} removals and removed {Rows} index rows, {Values} values, {Uploads} uploads and {Artifacts} artifacts.")]
    public static partial void Kept(this ILogger logger, int jobs, int rows, int values, int uploads, int artifacts);
}
