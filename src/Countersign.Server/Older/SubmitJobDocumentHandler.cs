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

/// <summary>Accepts a job document. Its clients know no approval, so it asks for none; a plan that does more than read is held.</summary>
internal sealed class SubmitJobDocumentHandler(JsonBody body, OlderSubmission submission) : EnvelopeHandler
{
    private const int LongestPath = 4096;

    protected override async Task<IResult> AnswerAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var (document, refusal) = await body.ReadOlderAsync(request.Http, Read, cancellationToken);
        if (document is null)
        {
            return refusal!;
        }

        var job = new SubmitJobRequest
        {
            Kind = DocumentOperations.KindOf(document.Operation)!,
            JobId = document.JobId,
            Input = InputPattern.ToElement(new JsonObject { ["image"] = ImageOf(document.Payload.Data.Image) }),
            Approval = new ApprovalRequest { Mode = ApprovalMode.None },
        };
        var facts = new OlderFacts
        {
            Version = document.Version,
            DocumentKind = document.Kind,
            Operation = document.Operation,
            PayloadType = document.Payload.Type,
            CreatedAt = document.CreatedAt,
        };
        var outcome = await submission.SubmitAsync(request, job, facts, OlderSubmission.InputIs("payload.data"), cancellationToken);
        if (outcome.Record is not { } record)
        {
            return outcome.Refusal!;
        }

        var headers = request.Http.HttpContext.Response.Headers;
        headers.Location = $"/api/v1/jobs/{record.Job.JobId}";
        if (outcome.Replayed)
        {
            headers[IdempotencyKeys.ReplayedHeader] = "true";
        }

        var accepted = new JobDocumentAccepted(
            record.Job.JobId, OlderStatuses.FoldDocument(record.Job.Status), $"Job {record.Job.JobId} submitted successfully");
        return Envelopes.Of(accepted, ContractsJson.Default.JobDocumentAccepted, StatusCodes.Status202Accepted);
    }

    private static JsonObject ImageOf(JobDocumentImage image) => new(new (string Name, string? Value)[]
        {
            ("path", image.Path), ("upload_id", image.UploadId), ("format", image.Format), ("checksum", image.Checksum),
        }
        .Where(member => member.Value is not null)
        .Select(member => KeyValuePair.Create(member.Name, (JsonNode?)JsonValue.Create(member.Value))));

    private static JobDocument Read(JsonFields fields, FieldErrors errors)
    {
        var payload = fields.Object("payload");
        var document = new JobDocument
        {
            Version = fields.String("version", OlderFacts.LongestText, required: true) ?? "",
            JobId = fields.String("job_id", JobIds.MaxLength),
            Kind = fields.String("kind", OlderFacts.LongestText),
            Operation = fields.String("operation", OlderFacts.LongestText, required: true) ?? "",
            CreatedAt = fields.String("created_at", OlderFacts.LongestText),
            Payload = new JobDocumentPayload(
                payload?.String("type", OlderFacts.LongestText), new JobDocumentData(ReadImage(payload?.Object("data")?.Object("image"), errors))),
        };
        SubmitJobBody.CheckId("job_id", document.JobId, errors);
        if (document.Version is not (JobDocuments.Version or ""))
        {
            errors.Add("version", $"is '{document.Version}'; allowed is {JobDocuments.Version}.");
        }

        if (document.Operation.Length > 0 && DocumentOperations.KindOf(document.Operation) is null)
        {
            errors.Add("operation", $"is '{document.Operation}'; known are {DocumentOperations.Names}.");
        }

        return document;
    }

    private static JobDocumentImage ReadImage(JsonFields? image, FieldErrors errors)
    {
        if (image is null)
        {
            errors.Add("payload.data.image", "is required.");
        }

        return new JobDocumentImage(
            image?.String("path", LongestPath),
            image?.String("upload_id", OlderFacts.LongestText),
            image?.String("format", OlderFacts.LongestText),
            image?.String("checksum", OlderFacts.LongestText));
    }
}
