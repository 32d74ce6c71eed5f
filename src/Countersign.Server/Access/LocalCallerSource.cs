using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Access;

/// <summary>
/// While no authentication is configured, answers only a person at this machine: not a page of another site that a browser
/// here shows, and not a name that another site lets point to loopback (DNS rebinding).
/// </summary>
/// <remarks>It sees headers, not the network: the host has to listen on loopback only.</remarks>
internal sealed class LocalCallerSource : ICallerSource
{
    public (Caller? Caller, Refusal? Refusal) Identify(HttpRequest request)
    {
        if (!LoopbackNames.Contain(request.Host.Host))
        {
            return (null, Refusals.HostNotAllowed(request.Host.Value ?? ""));
        }

        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out var page) && LoopbackNames.Contain(page.Host))
            ? (Caller.Local, null)
            : (null, Refusals.OriginNotAllowed(origin));
    }
}
