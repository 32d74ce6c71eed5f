namespace Countersign.Client.Jobs;

/// <summary>Which of several files of one name is meant. What is null does not narrow; of what is left the newest is taken.</summary>
/// <param name="Step">The step that saved it.</param>
/// <param name="Attempt">The run of the step, from 1.</param>
/// <param name="PlanVersion">The plan version of the step.</param>
public sealed record ArtifactChoice(string? Step = null, int? Attempt = null, int? PlanVersion = null);
