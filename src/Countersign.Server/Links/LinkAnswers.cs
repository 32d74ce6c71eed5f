using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Links;

/// <summary>Answers below an address that is itself a secret: kept by nobody, told to nobody, framed by nobody.</summary>
internal static class LinkAnswers
{
    /// <summary>A program asks for JSON by name; a browser or a mail scanner gets the page.</summary>
    public static bool WantsJson(HttpRequest request) =>
        request.Headers.Accept.ToString().Contains("application/json", StringComparison.OrdinalIgnoreCase);

    public static IResult Page(string html, int status = StatusCodes.Status200OK) =>
        Private(Results.Text(html, "text/html; charset=utf-8", statusCode: status));

    public static IResult Private(IResult answer) => new PrivateResult(answer);

    private sealed class PrivateResult(IResult answer) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var headers = httpContext.Response.Headers;
            headers.CacheControl = "no-store";
            headers["Referrer-Policy"] = "no-referrer";
            headers["X-Robots-Tag"] = "noindex";
            headers.XFrameOptions = "DENY";
            headers.ContentSecurityPolicy =
                "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
            return answer.ExecuteAsync(httpContext);
        }
    }
}
