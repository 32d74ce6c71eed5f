using Countersign.Server.Http;

namespace Countersign.Server.Limits;

/// <summary>
/// How many jobs a user may create in a minute, by whichever route. A place is taken before the job is stored, so that requests at the
/// same time cannot go past the limit together, and given back when no job was created.
/// </summary>
internal sealed class CreationLimit(EffectiveLimits limits, TimeProvider clock)
{
    private const string Policy = "creations";

    private readonly RequestWindows<string> _windows = new(clock);

    /// <summary>Takes a place. Dispose it; it is given back unless it was kept.</summary>
    public CreationPermit Take(ApiRequest request)
    {
        if (limits.SubmitPerMinute is not { } limit)
        {
            return default;
        }

        var (user, response) = (request.Caller.User, request.Http.HttpContext.Response);
        var state = _windows.Take(user, limit);
        RateLimitHeaders.Apply(response, Policy, state);
        return state.Taken
            ? new CreationPermit(() =>
            {
                _windows.Return(user, state);
                RateLimitHeaders.Apply(response, Policy, _windows.Look(user, limit));
            })
            : new CreationPermit(Refusals.RateLimited(Policy, state.Limit, state.ResetSeconds));
    }
}
