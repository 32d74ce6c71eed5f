using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Countersign.Server.Access.Tokens;

/// <summary>Checks tokens of the configured external issuer (RFC 7519, by the advice of RFC 8725).</summary>
internal sealed class ExternalTokens(AuthOptions options, IssuerKeyCache keys, TimeProvider clock)
{
    /// <summary>Only signatures that nobody but the issuer can make: no symmetric algorithm, and never <c>none</c>.</summary>
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    private readonly JsonWebTokenHandler _handler = new();
    private readonly string[] _audiences = (options.Audience ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
    private readonly LifetimeValidator _times = TokenTimes.Check(clock, TokenTimes.Skew);

    /// <summary>Whether there is an issuer.</summary>
    public bool AreTaken => options.Authority is not null;

    /// <summary>Whom a token stands for, or what is wrong with it.</summary>
    /// <exception cref="IssuerUnavailableException">The issuer's keys are not known.</exception>
    public async ValueTask<CheckedToken> ReadAsync(JsonWebToken token, CancellationToken cancellationToken)
    {
        var issuer = await keys.GetAsync(token.Kid, cancellationToken);
        var result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = issuer.Issuer,
            ValidAudiences = _audiences,
            ValidAlgorithms = Algorithms,
            IssuerSigningKeys = issuer.Keys,
            TryAllIssuerSigningKeys = string.IsNullOrEmpty(token.Kid),
            LifetimeValidator = _times,
        });
        if (!result.IsValid)
        {
            return CheckedToken.Refused(result.Exception);
        }

        var user = token.TryGetPayloadValue(options.UserClaim, out string name) ? name : null;
        return UserNames.AreFit(user)
            ? new CheckedToken(new Caller(user!, TokenRoles.Of(token, options.RolesClaim)), token.ValidTo, null)
            : new CheckedToken(null, default, $"The token's claim '{options.UserClaim}' names no user: it must have {UserNames.Rule}.");
    }
}
