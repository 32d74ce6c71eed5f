namespace Countersign.Server.Ports;

/// <summary>That what a plan was made from has changed.</summary>
/// <param name="PlanVersion">The plan that was to be executed.</param>
/// <param name="Difference">What is different, for people and for the planner.</param>
/// <param name="AfterSeq">The number of the last event before it was found; the new analysis reports after it.</param>
/// <param name="IsAnalyzed">Whether the stored analysis has seen the change.</param>
public sealed record Drift(int PlanVersion, string Difference, long AfterSeq, bool IsAnalyzed = false);
