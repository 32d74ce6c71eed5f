using System.Net;
using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Access;

/// <summary>
/// While no authentication is configured, answers only a person at this machine: not a page of another site that a browser
/// here shows, and not a name that another site lets point to loopback (DNS rebinding).
/// </summary>
public sealed class LocalOnlyGuard(AccessOptions options)
{
    /// <summary>Why the request is refused; null when it is not.</summary>
    public Refusal? Check(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!options.LocalOnly)
        {
            return null;
        }

        if (!IsLoopback(request.Host.Host))
        {
            return Refusals.HostNotAllowed(request.Host.Value ?? "");
        }

        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out var page) && IsLoopback(page.Host))
            ? null
            : Refusals.OriginNotAllowed(origin);
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
