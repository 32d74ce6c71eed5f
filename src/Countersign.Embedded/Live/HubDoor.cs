using System.Security.Claims;
using Countersign.Server.Access;
using Countersign.Server.Http;
using Countersign.Server.Live;
using Microsoft.AspNetCore.Http;

namespace Countersign.Embedded.Live;

/// <summary>Lets into the hub who brings its token or a stream ticket, and otherwise whom the API answers.</summary>
internal sealed class HubDoor(HubTickets tickets, StreamCallers callers, AnswerHeaders headers, CrossOrigin origins)
{
    private const string Bearer = "Bearer ";

    public async Task EnterAsync(HttpContext http, RequestDelegate hub)
    {
        headers.Apply(http);
        if (origins.AnswerPreflight(http.Request) is { } preflight)
        {
            await preflight.ExecuteAsync(http);
            return;
        }

        var (caller, refusal) = TokenOf(http.Request) is { Length: > 0 } token && tickets.Read(token) is { } known
            ? (known, null)
            : await callers.IdentifyAsync(http.Request, http.RequestAborted);
        if (caller is null)
        {
            await refusal!.ExecuteAsync(http);
            return;
        }

        http.User = new ClaimsPrincipal(new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, CallerClaims.UserIdOf(caller)), .. CallerClaims.Of(caller)], "hub"));
        await hub(http);
    }

    /// <summary>Browsers cannot set headers of a WebSocket; the client library then puts the token into the address.</summary>
    private static string TokenOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? header[Bearer.Length..]
            : request.Query[StreamCallers.Parameter].ToString();
    }
}
