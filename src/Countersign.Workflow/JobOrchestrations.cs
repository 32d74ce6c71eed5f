using Countersign.Contracts.Workflow;
using Countersign.Durable;

namespace Countersign.Workflow;

/// <summary>The orchestrations that hosts register, by name.</summary>
public static class JobOrchestrations
{
    /// <summary>One job from analysis to its final status. The instance's id is the job's id.</summary>
    public static Orchestration<JobStart, JobEnd> Job { get; } = new(WireNames.JobOrchestration);

    /// <summary>
    /// Registers the code of every version that may be under way. A change that a recorded history does not survive gets a version of
    /// its own, which <see cref="Job"/> names from then on; the code before it stays here until its last instance has ended.
    /// </summary>
    public static DurableRegistry AddTo(DurableRegistry registry)
    {
        ArgumentNullException.ThrowIfNull(registry);
        return registry.AddOrchestration(Job, () => new JobOrchestration());
    }
}
