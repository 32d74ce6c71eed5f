using Countersign.Contracts;
using Countersign.Contracts.Jobs;
using Countersign.Server.Http;
using Countersign.Server.Jobs;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Plans;

/// <summary>Takes a person's decision on the plan that is held.</summary>
internal sealed class DecidePlanHandler(JsonBody body, IJobStore jobs, PlanDecisions decisions) : JobEndpointHandler(jobs)
{
    // The gate knows who may decide, and says why not.
    protected override Refusal? RefuseCaller(ApiRequest request, Job job) => null;

    protected override async Task<IResult> AnswerAsync(ApiRequest request, JobRecord record, CancellationToken cancellationToken)
    {
        var (key, badKey) = IdempotencyKeys.Read(request.Http);
        if (badKey is not null)
        {
            return badKey;
        }

        var (decision, invalid) = await body.ReadAsync(request.Http, DecisionBody.Read, cancellationToken);
        if (decision is null)
        {
            return invalid!;
        }

        var answer = await decisions.DecideAsync(record, request.Caller, decision, key, cancellationToken);
        if (answer.Response is not { } response)
        {
            return answer.Refusal!;
        }

        if (answer.Replayed)
        {
            request.Http.HttpContext.Response.Headers[IdempotencyKeys.ReplayedHeader] = "true";
        }

        return Answers.Json(response, ContractsJson.Default.DecisionResponse, answer.Status);
    }
}
