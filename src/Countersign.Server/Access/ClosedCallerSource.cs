using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Access;

/// <summary>Recognises nobody: what a host has until it is told who its callers are.</summary>
internal sealed class ClosedCallerSource : ICallerSource
{
    public (Caller? Caller, Refusal? Refusal) Identify(HttpRequest request) => (null, Refusals.NoAuthentication());
}
