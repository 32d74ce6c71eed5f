using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts;
using Countersign.Contracts.Approvals;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Older;
using Countersign.Server.Http;
using Countersign.Server.Jobs;
using Countersign.Server.Ports;
using Countersign.Server.Tasks;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Older;

/// <summary>Accepts an analysis. It reads only and its clients know no approval, so it asks for none; a plan that does more is held.</summary>
internal sealed class CreateCodeAnalysisHandler(JsonBody body, LimitsOptions limits, OlderSubmission submission) : IEndpointHandler
{
    public async Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var (analysis, refusal) = await body.ReadOlderAsync(request.Http, Read, cancellationToken);
        if (analysis is null)
        {
            return refusal!;
        }

        var job = new SubmitJobRequest
        {
            Kind = OlderJobs.Analysis,
            Name = analysis.FileName ?? "Code analysis",
            Input = InputPattern.ToElement(new JsonObject { ["source"] = SourceOf(analysis) }),
            Approval = new ApprovalRequest { Mode = ApprovalMode.None },
        };
        var outcome = await submission.SubmitAsync(
            request, job, null, analysis.Code is null ? OlderSubmission.InputIs("") : _ => "code", cancellationToken);
        if (outcome.Record is not { } record)
        {
            return outcome.Refusal!;
        }

        request.Http.HttpContext.Response.Headers.Location = $"/api/analysis/{record.Job.JobId}";
        return Answers.Json(OlderJobs.Accepted(record.Job, "Analysis"), ContractsJson.Default.OlderAccepted, StatusCodes.Status202Accepted);
    }

    private static JsonNode SourceOf(CodeAnalysisRequest analysis) => analysis switch
    {
        { Code: { } code } => new JsonObject
        {
            ["files"] = new JsonArray(new JsonObject { ["path"] = analysis.FileName ?? CodeFiles.NameOf(analysis.Language), ["content"] = code }),
        },
        { Source: { ValueKind: JsonValueKind.String } path } => new JsonObject { ["path"] = path.GetString() },
        _ => JsonNode.Parse(analysis.Source!.Value.GetRawText())!,
    };

    private CodeAnalysisRequest Read(JsonFields fields, FieldErrors errors)
    {
        var analysis = new CodeAnalysisRequest
        {
            Source = fields.Any("source"),
            Code = fields.String("code", (int)Math.Min(limits.MaxBodyBytes, int.MaxValue)),
            Language = fields.String("language", SubmitJobBody.LongestName),
            FileName = fields.String("file_name", OlderFacts.LongestText),
        };
        if ((analysis.Source is null) == (analysis.Code is null))
        {
            errors.Add("source", "is required unless there is code; allowed is one of the two.");
        }

        if (analysis.FileName is { } name && !OlderNames.IsName(name))
        {
            errors.Add("file_name", $"is '{name}'; allowed are {OlderNames.Allowed}.");
        }

        return analysis;
    }
}
