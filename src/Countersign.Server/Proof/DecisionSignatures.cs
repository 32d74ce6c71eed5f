using System.Runtime.CompilerServices;
using System.Text.Json;
using Countersign.Contracts.Approvals;
using Countersign.Contracts.Hashing;
using Countersign.Contracts.Proof;
using Countersign.Server.Ports;

namespace Countersign.Server.Proof;

/// <summary>Signs decisions, and checks that a stored decision is the one that was signed.</summary>
internal sealed class DecisionSignatures(Signatures signatures)
{
    // A decision never changes once it is made, so one that was found genuine stays so for as long as it is in memory.
    private readonly ConditionalWeakTable<Decision, object> _genuine = [];

    /// <summary>The decision with its signature.</summary>
    /// <exception cref="StoreUnavailableException">The key cannot be used right now.</exception>
    public async ValueTask<Decision> SignAsync(Decision decision, CancellationToken cancellationToken) =>
        decision with { Signature = await signatures.SignAsync(JwsTypes.Decision, PayloadOf(decision), cancellationToken) };

    /// <summary>Why the decision is not the one that this server signed, in words; null when it is.</summary>
    /// <exception cref="StoreUnavailableException">The keys cannot be read right now.</exception>
    public async ValueTask<string?> CheckAsync(Decision decision, CancellationToken cancellationToken)
    {
        if (decision.Signature is null)
        {
            return "it is not signed";
        }

        if (_genuine.TryGetValue(decision, out _))
        {
            return null;
        }

        var (payload, problem) = await signatures.OpenAsync(JwsTypes.Decision, decision.Signature, cancellationToken);
        problem ??= IsPayloadOf(payload!, decision) ? null : "it is not what was signed";
        if (problem is null)
        {
            _genuine.AddOrUpdate(decision, decision);
        }

        return problem;
    }

    /// <summary>Whether two decisions are the same but for the instant, which is another each time somebody looks at the clock.</summary>
    public static bool AreAlike(Decision one, Decision other) =>
        PayloadOf(one).AsSpan().SequenceEqual(PayloadOf(other with { At = one.At }));

    private static bool IsPayloadOf(byte[] payload, Decision decision)
    {
        var expected = PayloadOf(decision);
        if (payload.AsSpan().SequenceEqual(expected))
        {
            return true;
        }

        // Signed by an earlier release, whose decisions had fewer members: read and write it as decisions are written today.
        var signed = JsonSerializer.Deserialize(payload, StoredJson.Decision);
        return signed is not null && PayloadOf(signed).AsSpan().SequenceEqual(expected);
    }

    private static byte[] PayloadOf(Decision decision) =>
        CanonicalJson.Serialize(JsonSerializer.SerializeToElement(decision with { Signature = null }, StoredJson.Decision));
}
