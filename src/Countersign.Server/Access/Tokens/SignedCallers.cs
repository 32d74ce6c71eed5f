using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Countersign.Server.Access.Tokens;

/// <summary>Callers as short-lived tokens of one purpose, which only this installation makes and reads (RFC 7519, HS256).</summary>
internal sealed class SignedCallers
{
    public const string Issuer = "urn:countersign";
    private const string RolesClaim = "roles";

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly string _type;
    private readonly TimeProvider _clock;
    private readonly SymmetricSecurityKey _key;
    private readonly TokenValidationParameters _rules;

    /// <param name="keys">The installation's.</param>
    /// <param name="purpose">The audience; it also chooses the key.</param>
    /// <param name="type">The token's <c>typ</c>.</param>
    /// <param name="lifetime">How long a token is taken.</param>
    /// <param name="clock">Says when.</param>
    public SignedCallers(TokenKeys keys, string purpose, string type, TimeSpan lifetime, TimeProvider clock)
    {
        (_type, Lifetime, _clock) = (type, lifetime, clock);
        _key = new SymmetricSecurityKey(keys.For(purpose));
        _rules = new TokenValidationParameters
        {
            ValidIssuer = Issuer,
            ValidAudience = purpose,
            ValidTypes = [type],
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            IssuerSigningKey = _key,
            LifetimeValidator = TokenTimes.Check(clock, TimeSpan.Zero),
        };
    }

    /// <summary>How long a token is taken.</summary>
    public TimeSpan Lifetime { get; }

    /// <summary>A token that stands for the caller.</summary>
    public string Issue(Caller caller)
    {
        var now = _clock.GetUtcNow().UtcDateTime;
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = _rules.ValidAudience,
            TokenType = _type,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + Lifetime,
            Claims = new Dictionary<string, object> { ["sub"] = caller.User, [RolesClaim] = caller.Roles.ToArray() },
            SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.HmacSha256),
        });
    }

    /// <summary>Whom a token stands for, or what is wrong with it.</summary>
    public async ValueTask<CheckedToken> ReadAsync(string token)
    {
        var result = await _handler.ValidateTokenAsync(token, _rules);
        return result is { IsValid: true, SecurityToken: JsonWebToken read }
            ? new CheckedToken(new Caller(read.Subject, TokenRoles.Of(read, RolesClaim)), read.ValidTo, null)
            : CheckedToken.Refused(result.Exception);
    }
}
