using Countersign.Contracts.Events;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Plans;
using Countersign.Server.Events;
using Countersign.Server.Ports;

namespace Countersign.Server.Activities;

/// <summary>A step on its way to being stored as failed.</summary>
/// <param name="Step">As planned.</param>
/// <param name="State">Its state while it ran.</param>
/// <param name="InputDigest">That of its plan.</param>
internal sealed record FailedStep(PlanStep Step, StepState State, string InputDigest)
{
    /// <summary>What it saved before it failed.</summary>
    public IReadOnlyList<StoredArtifact> Artifacts { get; init; } = [];

    public StepState ToState(JobError error, DateTimeOffset now) =>
        State with { Status = StepStatus.Failed, CompletedAt = now, Error = error };

    public EventDraft ToEvent(JobError error, double retryAfterSeconds) =>
        new(EventTypes.StepFailed,
            retryAfterSeconds > 0 ? EventData.Retry(Step, State.Attempt, retryAfterSeconds) : EventData.Step(Step, State.Attempt),
            Error: error);
}
