namespace Countersign.Server.Telemetry;

/// <summary>What an activity is called in telemetry, and what it is about.</summary>
/// <param name="Name">One of the activities' wire names.</param>
/// <param name="JobOf">The job's identifier.</param>
/// <param name="StepOf">The step's identifier; null for activities that are not about one.</param>
internal sealed record ActivityNaming<TTask>(string Name, Func<TTask, string> JobOf, Func<TTask, string>? StepOf = null);
