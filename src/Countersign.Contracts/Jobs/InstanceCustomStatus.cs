namespace Countersign.Contracts.Jobs;

/// <summary>The job's own words inside an <see cref="InstanceStatus"/>.</summary>
public sealed record InstanceCustomStatus(JobStatus Status, JobPhase? Phase, int Progress);
