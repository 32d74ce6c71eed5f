using Countersign.Contracts;
using Countersign.Contracts.Errors;
using Countersign.Server.Http;
using Countersign.Server.Jobs;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Plans;

/// <summary>Compares two versions; without parameters the current one with the one before.</summary>
internal sealed class DiffPlansHandler(IJobStore jobs, PlanVersions versions) : JobEndpointHandler(jobs)
{
    protected override async Task<IResult> AnswerAsync(ApiRequest request, JobRecord record, CancellationToken cancellationToken)
    {
        if (record.Job.Plan is not { } current)
        {
            return Refusals.PlanNotReady(record.Job.Status);
        }

        var errors = new FieldErrors();
        var query = new QueryFields(request.Http.Query, errors);
        var to = (int)query.Integer("to", current.Version, 1, int.MaxValue);
        var from = (int)query.Integer("from", Math.Max(1, to - 1), 1, int.MaxValue);
        query.RefuseOthers();
        if (!errors.IsEmpty)
        {
            return Refusals.Invalid(errors);
        }

        var (before, unknownBefore) = await versions.FindAsync(record, from, cancellationToken);
        var (after, unknownAfter) = await versions.FindAsync(record, to, cancellationToken);
        return before is null ? unknownBefore!
            : after is null ? unknownAfter!
            : Answers.Json(PlanDiffs.Between(before, after), ContractsJson.Default.PlanDiff);
    }
}
