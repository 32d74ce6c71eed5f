using Countersign.Contracts.Plans;
using Countersign.Server.Http;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Plans;

/// <summary>Makes a new version with an older one's steps.</summary>
internal sealed class RollbackPlanHandler(
    JsonBody body, IJobStore jobs, IPlanStore versions, CurrentPlan plans, PlanRevisions revisions) : RevisePlanHandler(jobs, plans, revisions)
{
    protected override async Task<IResult> ReviseAsync(
        ApiRequest request, JobRecord record, Plan current, CancellationToken cancellationToken)
    {
        var (wanted, invalid) = await body.ReadAsync(request.Http, Read, cancellationToken);
        if (wanted is null)
        {
            return invalid!;
        }

        var old = wanted.Version < current.Version
            ? await versions.GetAsync(record.Job.JobId, wanted.Version, cancellationToken)
            : null;
        return old is null
            ? Refusals.Invalid("version", $"is {wanted.Version}; allowed is an older version than the current one, which is {current.Version}.")
            : await AddAsync(request, record, current, old.Steps, "rollback", cancellationToken);
    }

    private static RollbackPlanRequest Read(JsonFields fields, Contracts.Errors.FieldErrors errors) =>
        new(fields.Integer("version", 1, PlanRevisions.MaxVersions, required: true) ?? 0);
}
