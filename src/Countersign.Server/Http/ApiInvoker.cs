using Countersign.Server.Access;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Countersign.Server.Http;

/// <summary>The one way into a handler, the same in every host: who asks, what may be asked, and what becomes of a failure.</summary>
public sealed class ApiInvoker(ICallerSource callers, StreamCallers streams, AnswerHeaders headers, CrossOrigin origins, ILogger<ApiInvoker> logger)
{
    /// <summary>Runs the endpoint's handler. Never throws for a request that is at fault, nor for a failure inside.</summary>
    public async Task<IResult> InvokeAsync(Endpoint endpoint, HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(request);
        var http = request.HttpContext;
        headers.Apply(http);
        try
        {
            var (caller, refusal) = endpoint.IsStream
                ? await streams.IdentifyAsync(request, http.RequestAborted)
                : await callers.IdentifyAsync(request, http.RequestAborted);
            if (refusal is not null && AnswersNobody(endpoint, refusal))
            {
                caller = Caller.Nobody;
            }

            if (caller is null)
            {
                return refusal!;
            }

            return endpoint.Scope is EndpointScope.Unset or EndpointScope.Admin && !caller.IsAdmin
                ? Refusals.AdminOnly(caller.User)
                : await ((IEndpointHandler)http.RequestServices.GetRequiredService(endpoint.Handler))
                    .HandleAsync(new ApiRequest(request, caller), http.RequestAborted);
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

    /// <summary>Answers a request that fits no endpoint.</summary>
    public IResult RefuseUnmatched(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        headers.Apply(request.HttpContext);
        return origins.AnswerPreflight(request) ?? UnmatchedRequests.Refuse(request);
    }

    /// <summary>Who is not recognised is nobody; whether they could be matters to no public endpoint.</summary>
    private static bool AnswersNobody(Endpoint endpoint, Refusal refusal) => refusal.Status switch
    {
        StatusCodes.Status401Unauthorized or StatusCodes.Status503ServiceUnavailable => endpoint.Anonymous,
        StatusCodes.Status403Forbidden => endpoint.AddressIsCredential,
        _ => false,
    };
}
