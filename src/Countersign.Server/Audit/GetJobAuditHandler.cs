using Countersign.Contracts;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Proof;
using Countersign.Server.Http;
using Countersign.Server.Jobs;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Audit;

internal sealed class GetJobAuditHandler(IJobStore jobs, IAuditLog log) : JobEndpointHandler(jobs)
{
    private const int DefaultPageSize = 100;
    private const int MaxPageSize = 1000;

    protected override async Task<IResult> AnswerAsync(ApiRequest request, JobRecord record, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var fields = new QueryFields(request.Http.Query, errors);
        var after = fields.Integer("after", 0, 0, long.MaxValue);
        var limit = (int)fields.Integer("limit", DefaultPageSize, 1, MaxPageSize);
        fields.RefuseOthers();
        if (!errors.IsEmpty)
        {
            return Refusals.Invalid(errors);
        }

        var jobId = record.Job.JobId;
        var entries = await log.ReadAsync(jobId, after, limit, cancellationToken);
        var page = new AuditPage([.. entries.Select(entry => AuditRows.Of(jobId, entry))], entries.Count == 0 ? after : entries[^1].Seq);
        return Answers.Json(page, ContractsJson.Default.AuditPage);
    }
}
