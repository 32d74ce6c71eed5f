using Microsoft.IdentityModel.Tokens;

namespace Countersign.Server.Access.Tokens;

/// <summary>What an external issuer says of itself.</summary>
/// <param name="Issuer">The <c>iss</c> of its tokens.</param>
/// <param name="Keys">Its public keys for signatures; never a symmetric one.</param>
internal sealed record IssuerKeys(string Issuer, IReadOnlyList<JsonWebKey> Keys)
{
    /// <summary>Whether a token that names this key can be checked; one that names none is checked against all.</summary>
    public bool Know(string? keyId) => string.IsNullOrEmpty(keyId) || Keys.Any(key => key.Kid == keyId);
}
