using Azure;
using Countersign.Contracts.Errors;
using Countersign.Storage.Azure.Service;

namespace Countersign.Storage.Azure.Containers;

/// <summary>Tells what keeps a container from being worked on, as a job's failure.</summary>
internal static class ContainerFault
{
    // https://learn.microsoft.com/rest/api/storageservices/blob-service-error-codes
    private const string NotFound = "ContainerNotFound";
    private const string BeingDeleted = "ContainerBeingDeleted";

    /// <summary>Runs a call of the service.</summary>
    /// <exception cref="WorkFailedException"><c>input_not_found</c>, or <c>service_unavailable</c>, which is tried again.</exception>
    public static Task<T> GuardAsync<T>(string container, Func<Task<T>> call, CancellationToken cancellationToken) =>
        GuardAsync(container, call, isUnavailable: _ => true, cancellationToken);

    /// <summary>Runs a call of the service.</summary>
    /// <param name="container">The container's name.</param>
    /// <param name="call">What to run.</param>
    /// <param name="isUnavailable">Which failures to translate; others leave as they are.</param>
    /// <param name="cancellationToken">Cancels the call; its cancellation is no failure.</param>
    public static async Task<T> GuardAsync<T>(
        string container, Func<Task<T>> call, Func<Exception, bool> isUnavailable, CancellationToken cancellationToken)
    {
        try
        {
            return await call();
        }
        catch (Exception exception) when (isUnavailable(exception) && Translate(exception, container, cancellationToken) is { } failure)
        {
            throw failure;
        }
    }

    /// <summary>The failure that an exception stands for; null for a bug, and for a cancellation.</summary>
    public static WorkFailedException? Translate(Exception exception, string container, CancellationToken cancellationToken) => exception switch
    {
        RequestFailedException { ErrorCode: NotFound or BeingDeleted } => new WorkFailedException(
            ErrorCodes.InputNotFound, $"There is no container '{container}' in the storage account.", inner: exception),

        // A role assignment takes minutes to reach the service, so this is tried again as well.
        RequestFailedException { Status: 401 or 403 } => new WorkFailedException(
            ErrorCodes.ServiceUnavailable,
            $"The storage account does not let the server work on container '{container}'; its identity needs the role Storage Blob Data Contributor there.",
            retryable: true,
            inner: exception),
        _ when ServiceFault.IsOutage(exception, cancellationToken) => new WorkFailedException(
            ErrorCodes.ServiceUnavailable, $"The storage account does not serve container '{container}' right now.", retryable: true, inner: exception),
        _ => null,
    };
}
