namespace Countersign.Contracts.Approvals;

/// <summary>Somebody who is asked as well when a plan waits for long.</summary>
/// <param name="AfterSeconds">Seconds from the opening of the gate, 1 to 31,536,000; each link's after the one before.</param>
/// <param name="To"><c>user:NAME</c> or <c>role:NAME</c>; may decide from then on, besides those who could before.</param>
public sealed record EscalationLink(double AfterSeconds, string To);
