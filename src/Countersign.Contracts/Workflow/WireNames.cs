namespace Countersign.Contracts.Workflow;

/// <summary>Names that stand in histories and stores; never renamed. A changed meaning gets a new name.</summary>
public static class WireNames
{
    public const string JobOrchestration = "job";
    public const string Analyze = "analyze";
    public const string Plan = "plan";
    public const string ReadDecision = "read_decision";
    public const string ExecuteStep = "execute_step";
    public const string Finish = "finish";
    public const string Fail = "fail";

    /// <summary>The event that wakes the gate of a plan version.</summary>
    /// <param name="version">The plan version.</param>
    /// <param name="wait">0 for the gate's first wait; counts wake-ups that meant nothing.</param>
    public static string DecisionEvent(int version, int wait) =>
        wait == 0 ? $"decision:v{version}" : $"decision:v{version}:{wait}";

    /// <summary>The event that wakes an orchestration that a pause holds.</summary>
    /// <param name="stop">Counts how often the job's orchestrations were held, from 1.</param>
    public static string ResumeEvent(int stop) => $"resume:{stop}";

    /// <summary>
    /// The instance of one attempt at a job: the job's own identifier for the first. No job's identifier holds an <c>@</c>, so
    /// that an attempt is never taken for another job.
    /// </summary>
    public static string InstanceId(string jobId, int run) => run == 1 ? jobId : $"{jobId}@{run}";
}
