namespace Countersign.Contracts.Proof;

/// <summary>What a proof bundle shows.</summary>
/// <param name="IsProven">Whether all of it fits together.</param>
/// <param name="Statement">What is proved; otherwise the first thing that is wrong. One sentence or two, for people.</param>
/// <param name="KeyIds">The keys that signed, when it is proven.</param>
public sealed record ProofVerdict(bool IsProven, string Statement, IReadOnlyList<string> KeyIds)
{
    /// <summary>The files that the receipts name, in their order; empty when it is not proven.</summary>
    public IReadOnlyList<ProvenArtifact> Artifacts { get; init; } = [];
}
