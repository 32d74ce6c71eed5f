using Countersign.Contracts.Events;
using Countersign.Contracts.Jobs;

namespace Countersign.Server.Live;

/// <summary>The events of one change, after its commit.</summary>
/// <param name="Job">The job as the change left it.</param>
/// <param name="Events">In order, numbered without a gap; at least one.</param>
public sealed record CommittedEvents(Job Job, IReadOnlyList<JobEvent> Events);
