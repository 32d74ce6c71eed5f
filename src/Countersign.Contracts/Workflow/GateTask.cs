namespace Countersign.Contracts.Workflow;

/// <summary>The input of the activity that reads the decision after a wake-up.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Plan">The plan as the orchestration knows it; a later version may be held by now.</param>
/// <param name="Gate">The gate that was waited at.</param>
/// <param name="Expired">Whether the clock woke the orchestration rather than an event.</param>
/// <param name="Run">The job's attempt; the server refuses work of an attempt that is over.</param>
public sealed record GateTask(string JobId, PlanReference Plan, Gate Gate, bool Expired, int Run = 1);
