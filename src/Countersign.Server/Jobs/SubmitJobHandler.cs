using Countersign.Server.Http;
using Countersign.Server.Tasks;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Jobs;

/// <summary>Accepts a job from the request's body.</summary>
internal sealed class SubmitJobHandler(JsonBody body, SubmitJobBody fields, TaskRunner tasks, JobSubmission submission) : IEndpointHandler
{
    public async Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var (submitted, refusal) = await body.ReadAsync(request.Http, fields.Read, cancellationToken);
        if (submitted is null)
        {
            return refusal!;
        }

        return submitted.TaskId is null
            ? await submission.AcceptAsync(request, submitted, cancellationToken)
            : (await tasks.SubmitAsync(request, submitted, cancellationToken)).ToResult();
    }
}
