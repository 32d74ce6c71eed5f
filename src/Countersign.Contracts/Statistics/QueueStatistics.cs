namespace Countersign.Contracts.Statistics;

/// <summary>One queue of work, of the process that answers.</summary>
/// <param name="Slots">The most of its work that is executed at once.</param>
/// <param name="Running">Slots taken now.</param>
/// <param name="Waiting">Jobs that wait for a slot.</param>
/// <param name="WaitingUsers">Their owners.</param>
/// <param name="LongestWaitSeconds">How long the one that has waited longest has; 0 when none waits.</param>
public sealed record QueueStatistics(int Slots, int Running, int Waiting, int WaitingUsers, double LongestWaitSeconds);
