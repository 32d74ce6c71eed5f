using Countersign.Server.Access;
using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;
using Endpoint = Countersign.Server.Http.Endpoint;

namespace Countersign.Server.Limits;

/// <summary>The limits of every user: those that an endpoint has by itself, and one for all other requests together.</summary>
public sealed class RequestLimits(EffectiveLimits limits, TimeProvider clock)
{
    private const string General = "requests";

    private readonly RequestWindows<string> _general = new(clock);
    private readonly RequestWindows<(string User, string Endpoint)> _own = new(clock);

    /// <summary>Counts the request; a refusal when there have been too many.</summary>
    public Refusal? Refuse(Endpoint endpoint, Caller caller, HttpResponse response)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(response);
        if (endpoint.Anonymous)
        {
            return null;
        }

        if (endpoint.PerMinute is { } own && limits.LimitsEndpoints)
        {
            return Tell(response, endpoint.Name, _own.Take((caller.User, endpoint.Name), own));
        }

        return limits.RequestsPerMinute is { } general ? Tell(response, General, _general.Take(caller.User, general)) : null;
    }

    private static Refusal? Tell(HttpResponse response, string policy, WindowState state)
    {
        RateLimitHeaders.Apply(response, policy, state);
        return state.Taken ? null : Refusals.RateLimited(policy, state.Limit, state.ResetSeconds);
    }
}
