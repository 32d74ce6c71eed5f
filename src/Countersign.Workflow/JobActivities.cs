using Countersign.Contracts.Workflow;
using Countersign.Durable;

namespace Countersign.Workflow;

/// <summary>The activities that the job orchestration calls, by name. What they do stands in the server.</summary>
public static class JobActivities
{
    /// <summary>Analyses the input and stores what was found.</summary>
    public static Activity<AnalyzeTask, StageOutcome> Analyze { get; } = new(WireNames.Analyze);

    /// <summary>Makes a plan version, stores it, and opens its gate.</summary>
    public static Activity<PlanTask, PlanOutcome> Plan { get; } = new(WireNames.Plan);

    /// <summary>Reads the decision on a held plan from the store; what woke the orchestration is never believed.</summary>
    public static Activity<GateTask, GateOutcome> ReadDecision { get; } = new(WireNames.ReadDecision);

    /// <summary>Executes one step of an approved plan.</summary>
    public static Activity<StepTask, StageOutcome> ExecuteStep { get; } = new(WireNames.ExecuteStep);

    /// <summary>Stores the result document and completes the job.</summary>
    public static Activity<FinishTask, StageOutcome> Finish { get; } = new(WireNames.Finish);

    /// <summary>Fails a job whose activities could not be run at all.</summary>
    public static Activity<FailTask, StageOutcome> Fail { get; } = new(WireNames.Fail);
}
