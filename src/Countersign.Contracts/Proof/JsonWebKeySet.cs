namespace Countersign.Contracts.Proof;

/// <summary>The answer of <c>GET /api/keys</c> (RFC 7517 section 5).</summary>
/// <param name="Keys">Newest first; the first signs. Older ones stay, so that what they signed can be checked.</param>
public sealed record JsonWebKeySet(IReadOnlyList<JsonWebKey> Keys);
