using Countersign.Contracts.Workflow;
using Countersign.Workflow;
using Microsoft.Azure.Functions.Worker;

namespace Countersign.Functions.Engine;

/// <summary>One function per activity, by its wire name.</summary>
/// <remarks>The durable extension fills <c>instanceId</c>, by the parameter's name, with the orchestration that calls.</remarks>
public sealed class ActivityFunctions(ActivityRunner activities)
{
    [Function(WireNames.Analyze)]
    public Task<StageOutcome> AnalyzeAsync([ActivityTrigger] AnalyzeTask task, string instanceId, CancellationToken stopping) =>
        activities.RunAsync(JobActivities.Analyze, task, instanceId, stopping);

    [Function(WireNames.Plan)]
    public Task<PlanOutcome> PlanAsync([ActivityTrigger] PlanTask task, string instanceId, CancellationToken stopping) =>
        activities.RunAsync(JobActivities.Plan, task, instanceId, stopping);

    [Function(WireNames.ReadDecision)]
    public Task<GateOutcome> ReadDecisionAsync([ActivityTrigger] GateTask task, string instanceId, CancellationToken stopping) =>
        activities.RunAsync(JobActivities.ReadDecision, task, instanceId, stopping);

    [Function(WireNames.ExecuteStep)]
    public Task<StageOutcome> ExecuteStepAsync([ActivityTrigger] StepTask task, string instanceId, CancellationToken stopping) =>
        activities.RunAsync(JobActivities.ExecuteStep, task, instanceId, stopping);

    [Function(WireNames.Finish)]
    public Task<StageOutcome> FinishAsync([ActivityTrigger] FinishTask task, string instanceId, CancellationToken stopping) =>
        activities.RunAsync(JobActivities.Finish, task, instanceId, stopping);

    [Function(WireNames.Fail)]
    public Task<StageOutcome> FailAsync([ActivityTrigger] FailTask task, string instanceId, CancellationToken stopping) =>
        activities.RunAsync(JobActivities.Fail, task, instanceId, stopping);
}
