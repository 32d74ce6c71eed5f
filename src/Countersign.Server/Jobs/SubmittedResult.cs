using Countersign.Contracts;
using Countersign.Contracts.Jobs;
using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Jobs;

/// <summary>The answer to a submission: 202, where to ask after the job, and the job.</summary>
internal sealed class SubmittedResult(Job job, bool replayed) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var headers = httpContext.Response.Headers;
        headers.Location = job.StatusQueryGetUri;
        headers.RetryAfter = "1";
        if (replayed)
        {
            headers["Idempotent-Replayed"] = "true";
        }

        return Answers.Json(job, ContractsJson.Default.Job, StatusCodes.Status202Accepted).ExecuteAsync(httpContext);
    }
}
