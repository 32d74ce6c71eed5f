using Countersign.Server.Access;
using Countersign.Server.Http;
using Countersign.Server.Jobs;
using Countersign.Server.Older;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Countersign.Server.Watch;

/// <summary>
/// Asks the API's own handlers in the name of the documents' owner, so that rules, limits and answers are those of HTTP, to the byte.
/// </summary>
internal sealed class FileRequests(IServiceProvider services, ILogger<FileRequests> logger)
{
    /// <summary>Submits a document.</summary>
    /// <param name="owner">Whose job it becomes.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="content">The file's bytes.</param>
    /// <param name="isOlder">Whether it is a document of <c>/api/v1</c>.</param>
    /// <param name="cancellationToken">Stops before the job is stored.</param>
    public Task<FileAnswer> SubmitAsync(Caller owner, string name, ReadOnlyMemory<byte> content, bool isOlder, CancellationToken cancellationToken) =>
        AskAsync(
            isOlder ? typeof(SubmitJobDocumentHandler) : typeof(SubmitJobHandler),
            owner,
            name,
            request =>
            {
                request.Method = HttpMethods.Post;
                request.ContentType = "application/json";
                request.ContentLength = content.Length;
                request.Body = new MemoryStream(content.ToArray(), writable: false);
                request.Headers[IdempotencyKeys.Header] = DocumentShape.KeyOf(name, content);
            },
            cancellationToken);

    /// <summary>Reads how a job ended.</summary>
    public Task<FileAnswer> ReadResultAsync(Caller owner, string name, JobTicket ticket, CancellationToken cancellationToken) => AskAsync(
        ticket.IsOlder ? typeof(GetJobDocumentResultHandler) : typeof(GetResultHandler),
        owner,
        name,
        request =>
        {
            request.Method = HttpMethods.Get;
            request.RouteValues["id"] = ticket.JobId;
        },
        cancellationToken);

    /// <summary>Says in the words of the API what is wrong with a file that cannot be read as a document.</summary>
    public Task<FileAnswer> RefuseAsync(Refusal refusal) => WriteAsync(refusal, NewContext());

    private async Task<FileAnswer> AskAsync(
        Type handler, Caller owner, string name, Action<HttpRequest> prepare, CancellationToken cancellationToken)
    {
        var http = NewContext();
        prepare(http.Request);
        try
        {
            var result = await ((IEndpointHandler)services.GetRequiredService(handler)).HandleAsync(new ApiRequest(http.Request, owner), cancellationToken);
            return await WriteAsync(result, http);
        }
        catch (StoreUnavailableException exception)
        {
            logger.DocumentFailed(exception, name);
            return await RefuseAsync(Refusals.Unavailable());
        }
#pragma warning disable CA1031 // The boundary, as in ApiInvoker: whatever a handler throws is logged whole and answered without a word of it.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            logger.DocumentFailed(exception, name);
            return await RefuseAsync(Refusals.Internal());
        }
    }

    private DefaultHttpContext NewContext() => new() { RequestServices = services };

    private static async Task<FileAnswer> WriteAsync(IResult result, HttpContext http)
    {
        using var body = new MemoryStream();
        http.Response.Body = body;
        await result.ExecuteAsync(http);
        var seconds = double.TryParse(http.Response.Headers.RetryAfter, System.Globalization.CultureInfo.InvariantCulture, out var after) ? after : (double?)null;
        return new FileAnswer(http.Response.StatusCode, body.ToArray(), seconds is null ? null : TimeSpan.FromSeconds(seconds.Value));
    }
}
