using Azure;
using Azure.Identity;
using Countersign.Server.Ports;

namespace Countersign.Storage.Azure.Service;

/// <summary>The one place that tells an outage of the storage service from a bug.</summary>
/// <remarks>
/// The clients have retried already. When every try failed without an answer they throw an <see cref="AggregateException"/> of
/// the tries. Missing permissions count as an outage: a role assignment takes minutes to reach the service.
/// </remarks>
internal static class ServiceFault
{
    private const int NoAnswer = 0;

    public static bool IsOutage(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        RequestFailedException failed => failed.Status is NoAnswer or 401 or 403 or 408 or 429 or >= 500,
        AggregateException tries => tries.InnerExceptions.Any(inner => IsOutage(inner, cancellationToken)),
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        AuthenticationFailedException or IOException or HttpRequestException => true,
        _ => false,
    };

    public static StoreUnavailableException Translate(Exception exception, string part) =>
        new($"The storage account does not serve {part} right now: {FirstLine(exception.Message)}", exception);

    /// <summary>Runs a call of the service; an outage leaves as <see cref="StoreUnavailableException"/>.</summary>
    public static async Task<T> GuardAsync<T>(string part, Func<Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call();
        }
        catch (Exception exception) when (IsOutage(exception, cancellationToken))
        {
            throw Translate(exception, part);
        }
    }

    // The clients' messages go on with headers and bodies of many lines.
    private static string FirstLine(string message) => message.Split('\n', 2)[0].TrimEnd();
}
