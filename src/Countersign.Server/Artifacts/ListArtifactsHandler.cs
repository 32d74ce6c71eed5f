using Countersign.Contracts;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Jobs;
using Countersign.Server.Http;
using Countersign.Server.Jobs;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Artifacts;

internal sealed class ListArtifactsHandler(IJobStore jobs, JobArtifacts artifacts) : JobEndpointHandler(jobs)
{
    protected override async Task<IResult> AnswerAsync(ApiRequest request, JobRecord record, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        new QueryFields(request.Http.Query, errors).RefuseOthers();
        return errors.IsEmpty
            ? Answers.Json(new ArtifactList(await artifacts.ListAsync(record, cancellationToken)), ContractsJson.Default.ArtifactList)
            : Refusals.Invalid(errors);
    }
}
