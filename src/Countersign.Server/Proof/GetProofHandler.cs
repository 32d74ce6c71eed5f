using Countersign.Contracts;
using Countersign.Server.Http;
using Countersign.Server.Jobs;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Proof;

internal sealed class GetProofHandler(IJobStore jobs, ProofBundles bundles) : JobEndpointHandler(jobs)
{
    protected override async Task<IResult> AnswerAsync(ApiRequest request, JobRecord record, CancellationToken cancellationToken) =>
        Answers.Json(await bundles.MakeAsync(record, cancellationToken), ContractsJson.Default.ProofBundle);
}
