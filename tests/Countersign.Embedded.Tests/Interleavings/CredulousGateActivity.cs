using Countersign.Contracts.Workflow;
using Countersign.Durable;
using Countersign.Server.Activities;
using Countersign.Server.Ports;

namespace Countersign.Embedded.Tests.Interleavings;

/// <summary>Broken on purpose: takes any event for an approval of the plan that is there.</summary>
internal sealed class CredulousGateActivity(IJobStore jobs, IPlanStore plans, ReadDecisionActivity careful) : IActivity<GateTask, GateOutcome>
{
    public async Task<GateOutcome> RunAsync(ActivityContext context, GateTask input, CancellationToken cancellationToken)
    {
        var record = input.Expired ? null : await jobs.GetAsync(input.JobId, cancellationToken);
        return record?.Job.Plan is { } plan
            ? new GateOutcome(GateVerdict.Approved, Plan: References.To((await plans.GetAsync(input.JobId, plan.Version, cancellationToken))!))
            : await careful.RunAsync(context, input, cancellationToken);
    }
}
