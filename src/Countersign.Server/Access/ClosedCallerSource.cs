using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Access;

/// <summary>Recognises nobody: what a host has until it is told who its callers are.</summary>
internal sealed class ClosedCallerSource : ICallerSource
{
    public ValueTask<(Caller? Caller, Refusal? Refusal)> IdentifyAsync(HttpRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult<(Caller?, Refusal?)>((null, Refusals.NoAuthentication()));
}
