namespace Countersign.Contracts.Jobs;

/// <summary>Where a job waits for a slot.</summary>
/// <param name="Queue"><c>analysis</c>, <c>builds</c> or <c>maintenance</c>.</param>
/// <param name="Place">1 is the next of its owner's jobs in that queue. Owners take turns.</param>
/// <param name="Waiting">How many jobs wait in that queue, of all owners.</param>
public sealed record QueuePlace(string Queue, int Place, int Waiting);
