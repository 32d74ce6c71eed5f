namespace Countersign.Contracts.Events;

/// <summary>Events of all jobs that the caller may see, in the order in which they became readable.</summary>
/// <param name="Events">The events after the cursor. Empty is not always the end: others' events may have been passed by.</param>
/// <param name="Next">An opaque cursor: what to send as <c>after</c> to go on.</param>
public sealed record AllEventsPage(IReadOnlyList<JobEvent> Events, string Next);
