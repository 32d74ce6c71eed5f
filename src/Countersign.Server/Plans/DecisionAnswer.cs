using Countersign.Contracts.Approvals;
using Countersign.Server.Http;

namespace Countersign.Server.Plans;

/// <summary>How a decision was answered: exactly one of the two is null.</summary>
/// <param name="Response">The answer to one that was taken.</param>
/// <param name="Refusal">Why it was not.</param>
/// <param name="Replayed">Whether the answer is that of an earlier request with the same key.</param>
internal sealed record DecisionAnswer(DecisionResponse? Response, Refusal? Refusal, bool Replayed = false)
{
    /// <summary>The HTTP status: 200 decided, 202 more votes are needed.</summary>
    public int Status => Refusal?.Status ?? (Response!.Decision is null ? 202 : 200);
}
