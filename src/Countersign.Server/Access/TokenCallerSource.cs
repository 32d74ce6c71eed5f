using Countersign.Server.Access.Tokens;
using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Countersign.Server.Access;

/// <summary>
/// Recognises callers by an API key (<c>X-API-Key</c>, or as bearer), by a token given in exchange for one, or by a token of the
/// external issuer.
/// </summary>
/// <param name="keys">The API keys.</param>
/// <param name="own">Tokens that this server issued.</param>
/// <param name="external">Tokens of the external issuer.</param>
/// <param name="verified">Tokens that were found good a moment ago.</param>
/// <param name="otherwise">Asked about requests without key and token; null where nobody else is known.</param>
internal sealed class TokenCallerSource(
    ApiKeys keys, AccessTokens own, ExternalTokens external, VerifiedTokens verified, ICallerSource? otherwise = null) : ICallerSource
{
    private const string KeyHeader = "X-API-Key";
    private const string Bearer = "Bearer ";

    public ValueTask<(Caller? Caller, Refusal? Refusal)> IdentifyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var (given, authorization) = (request.Headers[KeyHeader], request.Headers.Authorization);
        if (given.Count + authorization.Count > 1)
        {
            return ValueTask.FromResult<(Caller?, Refusal?)>((null, Refusals.TokenRefused("More than one key or token is given.")));
        }

        if (given.Count == 1)
        {
            return ValueTask.FromResult(OfKey(given.ToString()));
        }

        var text = authorization.ToString();
        return text switch
        {
            "" when otherwise is not null => otherwise.IdentifyAsync(request, cancellationToken),
            "" => ValueTask.FromResult<(Caller?, Refusal?)>((null, Refusals.Unauthenticated())),
            _ when !text.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) =>
                ValueTask.FromResult<(Caller?, Refusal?)>((null, Refusals.TokenRefused("The Authorization header is no Bearer."))),
            _ when IsToken(text) => OfTokenAsync(text[Bearer.Length..].Trim(), cancellationToken),
            _ => ValueTask.FromResult(OfKey(text[Bearer.Length..].Trim())),
        };
    }

    /// <summary>Three parts (RFC 7515, section 3.1); keys have no points.</summary>
    private static bool IsToken(string text) => text.AsSpan().Count('.') == 2;

    private (Caller? Caller, Refusal? Refusal) OfKey(string key) =>
        keys.Find(key) is { } caller ? (caller, null) : (null, Refusals.TokenRefused("Nobody has this API key."));

    private ValueTask<(Caller? Caller, Refusal? Refusal)> OfTokenAsync(string token, CancellationToken cancellationToken)
    {
        var key = VerifiedTokens.KeyOf(token);
        return verified.Find(key) is { } caller
            ? ValueTask.FromResult<(Caller?, Refusal?)>((caller, null))
            : CheckAsync(token, key, cancellationToken);
    }

    private async ValueTask<(Caller? Caller, Refusal? Refusal)> CheckAsync(
        string token, VerifiedTokens.Key key, CancellationToken cancellationToken)
    {
        try
        {
            var found = await CheckAsync(token, cancellationToken);
            verified.Keep(key, found);
            return found.Caller is { } caller ? (caller, null) : (null, Refusals.TokenRefused(found.Problem!));
        }
        catch (IssuerUnavailableException)
        {
            return (null, Refusals.IssuerUnavailable());
        }
    }

    private ValueTask<CheckedToken> CheckAsync(string token, CancellationToken cancellationToken)
    {
        JsonWebToken read;
        try
        {
            read = new JsonWebToken(token);
        }
        catch (ArgumentException exception)
        {
            return ValueTask.FromResult(CheckedToken.Refused(exception));
        }

        // What a token says of itself only chooses who checks it, and each has keys and algorithms of its own.
        return read.Issuer == SignedCallers.Issuer || !external.AreTaken ? own.ReadAsync(token) : external.ReadAsync(read, cancellationToken);
    }
}
