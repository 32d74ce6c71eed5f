namespace Countersign.Contracts.Workflow;

/// <summary>What an orchestration waits for while a plan is held.</summary>
/// <param name="EventName">
/// <c>decision:v{n}</c>, then <c>decision:v{n}:{k}</c> after a wake-up that no stored decision stood behind. Never awaited twice.
/// </param>
/// <param name="ExpiresAt">When the gate closes.</param>
public sealed record Gate(string EventName, DateTimeOffset ExpiresAt);
