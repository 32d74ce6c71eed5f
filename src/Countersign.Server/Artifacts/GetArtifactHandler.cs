using Countersign.Contracts.Errors;
using Countersign.Server.Http;
using Countersign.Server.Jobs;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Artifacts;

/// <summary>Gives out the bytes of an artifact: of several with one name the newest, unless the query says which.</summary>
internal sealed class GetArtifactHandler(IJobStore jobs, IArtifactStore store) : JobEndpointHandler(jobs)
{
    private const int LongestStepId = 200;

    protected override async Task<IResult> AnswerAsync(ApiRequest request, JobRecord record, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var fields = new QueryFields(request.Http.Query, errors);
        var step = fields.String("step", LongestStepId);
        var attempt = fields.Integer("attempt", fallback: 0, min: 1, max: int.MaxValue);
        var planVersion = fields.Integer("plan_version", fallback: 0, min: 1, max: int.MaxValue);
        fields.RefuseOthers();
        if (!errors.IsEmpty)
        {
            return Refusals.Invalid(errors);
        }

        var (jobId, name) = (record.Job.JobId, request.Route("name"));
        var artifact = record.ArtifactCount == 0 ? null : (await store.ListAsync(jobId, cancellationToken)).LastOrDefault(candidate =>
            candidate.Name == name
            && (step is null || candidate.Step == step)
            && (attempt == 0 || candidate.Attempt == attempt)
            && (planVersion == 0 || candidate.PlanVersion == planVersion));
        return artifact is not null && await store.OpenAsync(jobId, artifact.ContentId, cancellationToken) is { } content
            ? new ArtifactAnswer(artifact, content)
            : Refusals.ArtifactNotFound(jobId, name);
    }
}
