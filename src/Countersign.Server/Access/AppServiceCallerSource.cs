using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Access;

/// <summary>
/// The caller as App Service Authentication recognised them, from the headers it sets in front of the host. It removes such
/// headers from what clients send, so they are believed where it is on, and only there.
/// </summary>
/// <remarks>Source: "Work with user identities in Azure App Service authentication", learn.microsoft.com.</remarks>
internal sealed class AppServiceCallerSource(CrossOrigin origins) : ICallerSource
{
    private const string PrincipalHeader = "X-MS-CLIENT-PRINCIPAL";
    private const string NameHeader = "X-MS-CLIENT-PRINCIPAL-NAME";

    public ValueTask<(Caller? Caller, Refusal? Refusal)> IdentifyAsync(HttpRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Identify(request));

    private (Caller? Caller, Refusal? Refusal) Identify(HttpRequest request)
    {
        // The session is a cookie, which a browser also sends along for a page of another site.
        if (origins.RefuseForeign(request) is { } refusal)
        {
            return (null, refusal);
        }

        var principal = AppServicePrincipal.Parse(request.Headers[PrincipalHeader].ToString());
        var name = request.Headers[NameHeader].ToString() is { Length: > 0 } given ? given : principal?.Name;
        return principal is null || string.IsNullOrWhiteSpace(name)
            ? (null, Refusals.Unauthenticated())
            : (new Caller(name, principal.Roles), null);
    }
}
