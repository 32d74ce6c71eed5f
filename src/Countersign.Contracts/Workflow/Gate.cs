namespace Countersign.Contracts.Workflow;

/// <summary>What an orchestration waits for while a plan is held.</summary>
/// <param name="EventName">
/// <c>decision:v{n}</c>, then <c>decision:v{n}:{k}</c> after a wake-up that no stored decision stood behind. Never awaited twice.
/// </param>
/// <param name="ExpiresAt">When the store is to be asked even without an event: the gate closes, or somebody else is asked.</param>
public sealed record Gate(string EventName, DateTimeOffset ExpiresAt);
