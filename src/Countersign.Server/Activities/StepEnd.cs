using Countersign.Contracts.Workflow;

namespace Countersign.Server.Activities;

/// <summary>How a step ended.</summary>
/// <param name="Outcome">What is answered when nothing else follows.</param>
/// <param name="Next">The step that began with this one's end, and has yet to do its work; null where none did.</param>
internal sealed record StepEnd(StageOutcome Outcome, StepRun? Next = null);
