using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Access;

/// <summary>
/// The caller as App Service Authentication recognised them, from the headers it sets in front of the host. It removes such
/// headers from what clients send, so they are believed where it is on, and only there.
/// </summary>
/// <remarks>Source: "Work with user identities in Azure App Service authentication", learn.microsoft.com.</remarks>
internal sealed class AppServiceCallerSource : ICallerSource
{
    private const string PrincipalHeader = "X-MS-CLIENT-PRINCIPAL";
    private const string NameHeader = "X-MS-CLIENT-PRINCIPAL-NAME";

    public (Caller? Caller, Refusal? Refusal) Identify(HttpRequest request)
    {
        // The session is a cookie, which a browser also sends along for a page of another site.
        var origin = request.Headers.Origin.ToString();
        if (origin.Length > 0 && !IsOwnPage(origin, request.Host))
        {
            return (null, Refusals.OriginNotAllowed(origin));
        }

        var principal = AppServicePrincipal.Parse(request.Headers[PrincipalHeader].ToString());
        var name = request.Headers[NameHeader].ToString() is { Length: > 0 } given ? given : principal?.Name;
        return principal is null || string.IsNullOrWhiteSpace(name)
            ? (null, Refusals.Unauthenticated())
            : (new Caller(name, principal.Roles), null);
    }

    private static bool IsOwnPage(string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var page)
        && string.Equals(page.Host, host.Host.Trim('[', ']'), StringComparison.OrdinalIgnoreCase);
}
