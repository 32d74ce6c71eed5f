using Countersign.Contracts.Workflow;
using Countersign.Durable;

namespace Countersign.Workflow;

/// <summary>The orchestrations that hosts register, by name.</summary>
public static class JobOrchestrations
{
    /// <summary>One job from analysis to its final status. The instance's id is the job's id.</summary>
    public static Orchestration<JobStart, JobEnd> Job { get; } = new(WireNames.JobOrchestration);
}
