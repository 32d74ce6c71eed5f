using Countersign.Contracts.Errors;

namespace Countersign.Kinds.Outbound;

/// <summary>What a redirect makes of a request (RFC 9110, section 15.4).</summary>
internal static class RedirectRules
{
    private static readonly string[] OfOneOrigin = ["Authorization", "Cookie"];

    /// <summary>The request that follows; null where the answer is no redirect.</summary>
    /// <exception cref="WorkFailedException"><c>redirect_refused</c>.</exception>
    public static OutboundRequest? Next(OutboundRequest request, OutboundAnswer answer)
    {
        if (answer.Status is not (301 or 302 or 303 or 307 or 308) || answer.Header("Location") is not { } location)
        {
            return null;
        }

        if (!Uri.TryCreate(request.Url, location, out var target))
        {
            throw Refused(request.Url, "to something that is no URL");
        }

        if (request.Url.Scheme == Uri.UriSchemeHttps && target.Scheme != Uri.UriSchemeHttps)
        {
            throw Refused(request.Url, "from https to something unprotected");
        }

        var next = request with { Url = target };
        if (answer.Status == 303 && request.Method is not ("GET" or "HEAD") || answer.Status is 301 or 302 && request.Method == "POST")
        {
            next = next with
            {
                Method = "GET",
                Body = null,
                Headers = [.. next.Headers.Where(header => !header.Name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase))],
            };
        }

        return IsSameOrigin(request.Url, target) ? next : ForOtherOrigin(next);
    }

    private static OutboundRequest ForOtherOrigin(OutboundRequest request) =>
        // The body was meant for whoever was named, and may hold what only they may know.
        request.Body is { Length: > 0 }
            ? throw Refused(request.Url, "to another origin, which would get the body")
            : request with
            {
                Headers = [.. request.Headers.Where(header =>
                    !header.IsSecret && !OfOneOrigin.Contains(header.Name, StringComparer.OrdinalIgnoreCase))],
            };

    private static bool IsSameOrigin(Uri one, Uri other) =>
        one.Scheme == other.Scheme && one.Port == other.Port && string.Equals(one.IdnHost, other.IdnHost, StringComparison.OrdinalIgnoreCase);

    private static WorkFailedException Refused(Uri url, string how) =>
        new(ErrorCodes.RedirectRefused, $"'{url.Authority}' redirects {how}; that is not followed.");
}
