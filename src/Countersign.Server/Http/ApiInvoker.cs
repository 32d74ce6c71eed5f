using Countersign.Server.Access;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Countersign.Server.Http;

/// <summary>The one way into a handler, the same in every host: who asks, what may be asked, and what becomes of a failure.</summary>
public sealed class ApiInvoker(ICallerSource callers, ILogger<ApiInvoker> logger)
{
    /// <summary>Runs the endpoint's handler. Never throws for a request that is at fault, nor for a failure inside.</summary>
    public Task<IResult> InvokeAsync(Endpoint endpoint, HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return InvokeAsync(
            request,
            refusal => (endpoint.Anonymous && refusal.Status == StatusCodes.Status401Unauthorized)
                || (endpoint.AddressIsCredential && refusal.Status == StatusCodes.Status403Forbidden),
            (asked, cancellationToken) =>
                ((IEndpointHandler)request.HttpContext.RequestServices.GetRequiredService(endpoint.Handler)).HandleAsync(asked, cancellationToken));
    }

    private async Task<IResult> InvokeAsync(
        HttpRequest request, Func<Refusal, bool> answersNobody, Func<ApiRequest, CancellationToken, Task<IResult>> answer)
    {
        ArgumentNullException.ThrowIfNull(request);
        var http = request.HttpContext;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        try
        {
            var (caller, refusal) = callers.Identify(request);
            if (refusal is not null && answersNobody(refusal))
            {
                caller = Caller.Nobody;
            }

            return caller is null ? refusal! : await answer(new ApiRequest(request, caller), http.RequestAborted);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            return Results.Empty;
        }
        catch (BadHttpRequestException exception)
        {
            return exception.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? new Refusal(413, Contracts.Errors.ErrorCodes.BodyTooLarge, "The body is too large", "The body is longer than this server takes.")
                : Refusals.Invalid("body", "could not be read to its end.");
        }
        catch (StoreUnavailableException exception)
        {
            logger.RequestFailed(exception, request.Method, request.Path, TraceIds.Of(http));
            return Refusals.Unavailable();
        }
#pragma warning disable CA1031 // The boundary: whatever a handler throws is logged whole and answered without a word of it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            logger.RequestFailed(exception, request.Method, request.Path, TraceIds.Of(http));
            return Refusals.Internal();
        }
    }
}
