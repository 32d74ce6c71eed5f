using Countersign.Contracts.Approvals;

namespace Countersign.Server.Ports;

/// <summary>What a decision that came with an <c>Idempotency-Key</c> was answered.</summary>
/// <param name="Key">Digest of caller and key.</param>
/// <param name="Request">Digest of the decision.</param>
/// <param name="Response">The answer.</param>
public sealed record KeyedAnswer(string Key, string Request, DecisionResponse Response);
