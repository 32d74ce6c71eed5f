using System.Security.Claims;
using Countersign.Server.Access;
using Countersign.Server.Live;
using Microsoft.AspNetCore.Http;

namespace Countersign.Embedded.Live;

/// <summary>Lets into the hub who brings its token, and otherwise whom the API answers.</summary>
internal sealed class HubDoor(HubTickets tickets, ICallerSource callers)
{
    private const string Bearer = "Bearer ";

    public Task EnterAsync(HttpContext http, RequestDelegate hub)
    {
        var (caller, refusal) = TokenOf(http.Request) is { Length: > 0 } token && tickets.Read(token) is { } known
            ? (known, null)
            : callers.Identify(http.Request);
        if (caller is null)
        {
            return refusal!.ExecuteAsync(http);
        }

        http.User = new ClaimsPrincipal(new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, CallerClaims.UserIdOf(caller)), .. CallerClaims.Of(caller)], "hub"));
        return hub(http);
    }

    /// <summary>Browsers cannot set headers of a WebSocket; the client library then puts the token into the address.</summary>
    private static string TokenOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? header[Bearer.Length..] : request.Query["access_token"].ToString();
    }
}
