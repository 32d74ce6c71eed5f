using Countersign.Contracts.Proof;

namespace Countersign.Server.Ports;

/// <summary>An act on its way into an audit chain.</summary>
/// <param name="Act">One of <see cref="AuditActs"/>, or the type of the event that tells the same.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="Facts">What the act adds; never a secret, an input or a result.</param>
public sealed record AuditDraft(string Act, string Actor, params IReadOnlyList<AuditFact> Facts)
{
    /// <summary>The actor of what happens by itself.</summary>
    public const string System = "system";
}
