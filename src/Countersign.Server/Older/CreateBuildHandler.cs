using System.Text.Json;
using Countersign.Contracts;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Older;
using Countersign.Server.Http;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Older;

/// <summary>Accepts a build.</summary>
internal sealed class CreateBuildHandler(JsonBody body, OlderSubmission submission) : IEndpointHandler
{
    private static readonly JsonElement Nothing = JsonElement.Parse("{}"u8);

    public async Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var (build, refusal) = await body.ReadOlderAsync(request.Http, Read, cancellationToken);
        if (build is null)
        {
            return refusal!;
        }

        var job = new SubmitJobRequest
        {
            Kind = OlderJobs.Build,
            Name = build.ProjectName,
            Input = submission.KnownMembers(OlderJobs.Build, build.Parameters ?? Nothing),
        };
        var outcome = await submission.SubmitAsync(
            request, job, new OlderFacts { Goal = build.Goal }, OlderSubmission.InputIs("parameters"), cancellationToken);
        if (outcome.Record is not { } record)
        {
            return outcome.Refusal!;
        }

        request.Http.HttpContext.Response.Headers.Location = $"/api/build/{record.Job.JobId}";
        return Answers.Json(OlderJobs.Accepted(record.Job, "Build"), ContractsJson.Default.OlderAccepted, StatusCodes.Status202Accepted);
    }

    private static BuildRequest Read(JsonFields fields, FieldErrors errors)
    {
        var name = fields.String("project_name", OlderFacts.LongestText, required: true) ?? "";
        if (name.Length > 0 && !OlderNames.IsName(name))
        {
            errors.Add("project_name", $"is '{name}'; allowed are {OlderNames.Allowed}.");
        }

        var parameters = fields.Any("parameters");
        if (parameters is { ValueKind: not JsonValueKind.Object })
        {
            errors.Add("parameters", "is no object; allowed is an object.");
        }

        return new BuildRequest { ProjectName = name, Goal = fields.String("goal", OlderFacts.LongestText), Parameters = parameters };
    }
}
