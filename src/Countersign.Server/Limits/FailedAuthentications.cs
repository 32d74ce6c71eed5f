using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Limits;

/// <summary>
/// Counts, by address, keys and tokens that were not taken. An address with too many gets no more of them looked at until its minute is
/// over, good ones included: who guesses must not learn which guess was right.
/// </summary>
internal sealed class FailedAuthentications(LimitsOptions limits, ClientAddresses addresses, TimeProvider clock)
{
    private const string Policy = "failed-authentications";

    private readonly RequestWindows<string> _windows = new(clock);

    /// <summary>Why nothing of the address is looked at; null when it is. Asked before a key or token is.</summary>
    public Refusal? Refuse(HttpRequest request)
    {
        if (_windows.IsEmpty
            || addresses.Of(request) is not { } address
            || _windows.Look(address, limits.FailedAuthenticationsPerMinute) is not { Taken: false } state)
        {
            return null;
        }

        RateLimitHeaders.Apply(request.HttpContext.Response, Policy, state);
        return Refusals.RateLimited(Policy, state.Limit, state.ResetSeconds);
    }

    /// <summary>Counts one that was not taken.</summary>
    public void Count(HttpRequest request)
    {
        if (limits.FailedAuthenticationsPerMinute is > 0 and var limit && addresses.Of(request) is { } address)
        {
            _windows.Take(address, limit);
        }
    }
}
