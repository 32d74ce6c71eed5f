using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Jobs;

/// <summary>Accepts a job from the request's body.</summary>
internal sealed class SubmitJobHandler(JsonBody body, SubmitJobBody fields, JobSubmission submission) : IEndpointHandler
{
    public async Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var (submitted, refusal) = await body.ReadAsync(request.Http, fields.Read, cancellationToken);
        return submitted is null ? refusal! : await submission.AcceptAsync(request, submitted, cancellationToken);
    }
}
