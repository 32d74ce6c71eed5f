namespace Countersign.Contracts.Events;

/// <summary>Events in order.</summary>
/// <param name="Events">The events after the one asked for.</param>
/// <param name="Next">What to send as <c>after</c> to go on.</param>
public sealed record EventPage(IReadOnlyList<JobEvent> Events, long Next);
