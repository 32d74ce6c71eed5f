using Countersign.Contracts;
using Countersign.Contracts.Jobs;
using Countersign.Server.Http;
using Countersign.Server.Jobs;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Older;

/// <summary>Reads a job of one kind with its result.</summary>
/// <param name="jobs">The jobs.</param>
/// <param name="results">Their results.</param>
/// <param name="kind">A job of another kind is as unknown as none.</param>
/// <param name="what">What the older service called it.</param>
internal abstract class GetOlderJobHandler(IJobStore jobs, JobResults results, string kind, string what) : JobEndpointHandler(jobs)
{
    protected override Refusal? RefuseCaller(ApiRequest request, Job job) =>
        job.Kind == kind ? base.RefuseCaller(request, job) : Refusals.JobNotFound(job.JobId);

    protected override async Task<IResult> AnswerAsync(ApiRequest request, JobRecord record, CancellationToken cancellationToken)
    {
        var result = record.Job.Status.IsFinal() ? await results.ReadAsync(record, cancellationToken) : null;
        return Answers.Json(OlderJobs.Of(record, what, result), ContractsJson.Default.OlderJob);
    }
}
