using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Limits;

/// <summary>
/// Tells a client how a limit stands, in the two forms that clients know: <c>RateLimit-Limit</c>, <c>-Remaining</c> and
/// <c>-Reset</c> (draft-ietf-httpapi-ratelimit-headers-06), and <c>RateLimit-Policy</c> with <c>RateLimit</c> (the same from -08 on).
/// </summary>
internal static class RateLimitHeaders
{
    /// <summary>Sets them; a later call, of a limit that is nearer, replaces them.</summary>
    public static void Apply(HttpResponse response, string policy, WindowState state)
    {
        var headers = response.Headers;
        headers["RateLimit-Limit"] = state.Limit.ToString(CultureInfo.InvariantCulture);
        headers["RateLimit-Remaining"] = state.Remaining.ToString(CultureInfo.InvariantCulture);
        headers["RateLimit-Reset"] = state.ResetSeconds.ToString(CultureInfo.InvariantCulture);
        headers["RateLimit-Policy"] = string.Create(CultureInfo.InvariantCulture, $"\"{policy}\";q={state.Limit};w=60");
        headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"{policy}\";r={state.Remaining};t={state.ResetSeconds}");
    }
}
