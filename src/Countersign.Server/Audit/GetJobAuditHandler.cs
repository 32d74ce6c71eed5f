using Countersign.Contracts;
using Countersign.Contracts.Proof;
using Countersign.Server.Http;
using Countersign.Server.Jobs;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Audit;

internal sealed class GetJobAuditHandler(IJobStore jobs, IAuditLog log) : JobEndpointHandler(jobs)
{
    protected override async Task<IResult> AnswerAsync(ApiRequest request, JobRecord record, CancellationToken cancellationToken)
    {
        var (after, limit, refusal) = SeqPage.Read(request.Http);
        if (refusal is not null)
        {
            return refusal;
        }

        var jobId = record.Job.JobId;
        var entries = await log.ReadAsync(jobId, after, limit, cancellationToken);
        var page = new AuditPage([.. entries.Select(entry => AuditRows.Of(jobId, entry))], entries.Count == 0 ? after : entries[^1].Seq);
        return Answers.Json(page, ContractsJson.Default.AuditPage);
    }
}
