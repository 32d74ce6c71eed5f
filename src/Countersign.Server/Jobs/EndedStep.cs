using Countersign.Contracts.Jobs;
using Countersign.Server.Ports;

namespace Countersign.Server.Jobs;

/// <summary>The end of a step, told after the fact.</summary>
/// <param name="State">As it is to be stored.</param>
/// <param name="Event">What tells of it.</param>
/// <param name="Receipt">The signed receipt for <paramref name="State"/>.</param>
internal sealed record EndedStep(StepState State, EventDraft Event, string Receipt);
