using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Access;

/// <summary>Says who makes a request. A host has exactly one; without one of its choice it answers nobody.</summary>
public interface ICallerSource
{
    /// <summary>
    /// The caller, or why there is none: status 401 where nobody could be recognised, 503 where that cannot be found out now, another
    /// where the request itself is not acceptable. Exactly one of the two is null.
    /// </summary>
    ValueTask<(Caller? Caller, Refusal? Refusal)> IdentifyAsync(HttpRequest request, CancellationToken cancellationToken);
}
