using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Countersign.Server.Access;

/// <summary>Which pages may call this server: its own, and those of the listed origins (https://fetch.spec.whatwg.org/#http-cors-protocol).</summary>
public sealed class CrossOrigin(CrossOriginOptions options)
{
    private const string AllowedMethods = "GET, POST, PUT, PATCH, DELETE";

    private const string AllowedHeaders =
        "Authorization, X-API-Key, Content-Type, If-Match, If-None-Match, Idempotency-Key, Last-Event-ID, Range, X-Requested-With, X-SignalR-User-Agent";

    private const string ExposedHeaders =
        "Location, ETag, Retry-After, Idempotent-Replayed, Content-Range, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, WWW-Authenticate";

    /// <summary>
    /// Why a request is not answered for the sake of the page that sent it; null when it may be. To be asked where a browser adds by
    /// itself what identifies the caller: a cookie, or the machine it runs on.
    /// </summary>
    internal Refusal? RefuseForeign(HttpRequest request)
    {
        var origin = request.Headers.Origin;
        if (origin.Count > 0)
        {
            return IsOwnPage(origin.ToString(), request.Host) || IsListed(origin) ? null : Refusals.OriginNotAllowed(origin.ToString());
        }

        // A browser leaves the origin out where a page only embeds or opens an address: it may look at what anybody sees, and do nothing.
        return request.Headers["Sec-Fetch-Site"] is { Count: > 0 } site
            && (site == "cross-site" || site == "same-site")
            && !IsNavigation(request) ? Refusals.OriginNotAllowed("another site") : null;
    }

    /// <summary>Tells browsers what a page of a listed origin may read. Nothing where none is listed.</summary>
    internal void Announce(HttpRequest request, IHeaderDictionary headers)
    {
        if (options.AllowedOrigins.Count == 0)
        {
            return;
        }

        headers.Append("Vary", "Origin");
        if (IsListed(request.Headers.Origin))
        {
            headers.AccessControlAllowOrigin = request.Headers.Origin;
            headers.AccessControlAllowCredentials = "true";
            headers.AccessControlExposeHeaders = ExposedHeaders;
        }
    }

    /// <summary>The answer to a browser that asks what a page of a listed origin may send; null when it is no such question.</summary>
    public IResult? AnswerPreflight(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var headers = request.Headers;
        if (!HttpMethods.IsOptions(request.Method) || headers.AccessControlRequestMethod.Count == 0 || !IsListed(headers.Origin))
        {
            return null;
        }

        var answer = request.HttpContext.Response.Headers;
        answer.AccessControlAllowMethods = AllowedMethods;
        answer.AccessControlAllowHeaders = AllowedHeaders;
        answer.AccessControlMaxAge = "600";
        return Results.NoContent();
    }

    /// <summary>Opening an address in a tab, as a link in a mail does: it reads, and no page sees the answer.</summary>
    private static bool IsNavigation(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && request.Headers["Sec-Fetch-Mode"] == "navigate" && request.Headers["Sec-Fetch-Dest"] == "document";

    private static bool IsOwnPage(string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var page)
        && Uri.TryCreate($"{page.Scheme}://{host.Value}", UriKind.Absolute, out var own)
        && string.Equals(page.Authority, own.Authority, StringComparison.OrdinalIgnoreCase);

    private bool IsListed(StringValues origin) =>
        origin.Count == 1 && options.AllowedOrigins.Contains(origin.ToString(), StringComparer.OrdinalIgnoreCase);
}
