namespace Countersign.Contracts.Proof;

/// <summary>What the seal of a proof bundle says.</summary>
/// <param name="Digest">SHA-256 over the canonical form (RFC 8785) of the bundle without its member <c>seal</c>.</param>
public sealed record ProofSeal(string Digest);
