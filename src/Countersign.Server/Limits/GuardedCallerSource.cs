using Countersign.Server.Access;
using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Limits;

/// <summary>Recognises callers as another source does, for addresses from which not too many wrong keys and tokens came.</summary>
internal sealed class GuardedCallerSource(ICallerSource callers, FailedAuthentications failures) : ICallerSource
{
    public ValueTask<(Caller? Caller, Refusal? Refusal)> IdentifyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        // Who sends nothing tries nothing.
        if (request.Headers[TokenCallerSource.KeyHeader].Count + request.Headers.Authorization.Count == 0)
        {
            return callers.IdentifyAsync(request, cancellationToken);
        }

        return failures.Refuse(request) is { } refusal
            ? ValueTask.FromResult<(Caller?, Refusal?)>((null, refusal))
            : TryAsync(request, cancellationToken);
    }

    private async ValueTask<(Caller? Caller, Refusal? Refusal)> TryAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var answer = await callers.IdentifyAsync(request, cancellationToken);
        if (answer.Refusal is { Status: StatusCodes.Status401Unauthorized })
        {
            failures.Count(request);
        }

        return answer;
    }
}
