using Countersign.Contracts;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Older;
using Countersign.Server.Http;
using Countersign.Server.Jobs;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Older;

/// <summary>The result of a job document. A job that did not complete has none: its clients know that as 500, with what went wrong.</summary>
internal sealed class GetJobDocumentResultHandler(IJobStore jobs, JobResults results) : DocumentHandler(jobs)
{
    protected override async Task<IResult> AnswerAsync(JobRecord record, CancellationToken cancellationToken)
    {
        var job = record.Job;
        if (!job.Status.IsFinal())
        {
            return Refusals.NotFinished(job.Status);
        }

        if (Envelopes.ErrorOf(job) is { } error)
        {
            return Envelopes.Of(error, StatusCodes.Status500InternalServerError);
        }

        var result = await results.ReadAsync(record, cancellationToken);
        return Envelopes.Of(
            new JobDocumentResult(job.JobId, OlderStatuses.FoldDocument(job.Status), job.CompletedAt, result.Result),
            ContractsJson.Default.JobDocumentResult);
    }
}
