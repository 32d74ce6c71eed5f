using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Access;

/// <summary>
/// While no authentication is configured, answers only a person at this machine: not a page of another site that a browser
/// here shows, and not a name that another site lets point to loopback (DNS rebinding).
/// </summary>
/// <remarks>It sees headers, not the network: the host has to listen on loopback only.</remarks>
internal sealed class LocalCallerSource(CrossOrigin origins) : ICallerSource
{
    private static readonly (Caller?, Refusal?) Answered = (Caller.Local, null);

    public ValueTask<(Caller? Caller, Refusal? Refusal)> IdentifyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!LoopbackNames.Contain(request.Host.Host))
        {
            return ValueTask.FromResult<(Caller?, Refusal?)>((null, Refusals.HostNotAllowed(request.Host.Value ?? "")));
        }

        return ValueTask.FromResult(origins.RefuseForeign(request) is { } refusal ? (null, refusal) : Answered);
    }
}
