using Microsoft.IdentityModel.Tokens;

namespace Countersign.Server.Access.Tokens;

/// <summary>When tokens are taken, by the clock of the server.</summary>
internal static class TokenTimes
{
    /// <summary>How far the clocks of issuer and server may be apart.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    /// <summary>The check for a validation; a token without an end is never taken.</summary>
    /// <param name="clock">Says what time it is.</param>
    /// <param name="grace">How long after its end a token is still taken.</param>
    public static LifetimeValidator Check(TimeProvider clock, TimeSpan grace) => (notBefore, expires, _, _) =>
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (expires is not { } end)
        {
            throw new SecurityTokenNoExpirationException("The token never expires.");
        }

        if (end + grace <= now)
        {
            throw new SecurityTokenExpiredException("The token has expired.");
        }

        return notBefore is not { } begin || begin - Skew <= now
            ? true
            : throw new SecurityTokenNotYetValidException("The token is not valid yet.");
    };
}
