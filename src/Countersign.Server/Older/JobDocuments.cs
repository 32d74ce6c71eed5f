using System.Globalization;
using System.Text.Json;
using Countersign.Contracts.Older;
using Countersign.Server.Ports;

namespace Countersign.Server.Older;

/// <summary>Jobs in the shape of the documents that ask for them.</summary>
internal static class JobDocuments
{
    /// <summary>The version of documents that is understood.</summary>
    public const string Version = "1.0";

    public static JobDocumentState Of(JobRecord record)
    {
        var (job, facts) = (record.Job, record.Older);
        var operation = facts?.Operation ?? DocumentOperations.Of(job.Kind) ?? job.Kind;
        return new JobDocumentState
        {
            Version = facts?.Version ?? Version,
            JobId = job.JobId,
            Kind = facts?.DocumentKind ?? "VMOperation",
            Operation = operation,
            CreatedAt = facts?.CreatedAt ?? job.CreatedAt.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            Payload = new JobDocumentPayload(facts?.PayloadType ?? $"{operation}.v1", new JobDocumentData(ImageOf(job.Input))),
            Status = OlderStatuses.FoldDocument(job.Status),
            Progress = job.Progress,
            StartedAt = job.StartedAt,
            CompletedAt = job.CompletedAt,
            Error = Envelopes.ErrorOf(job),
        };
    }

    private static JobDocumentImage ImageOf(JsonElement input) =>
        input.ValueKind == JsonValueKind.Object && input.TryGetProperty("image", out var image) && image.ValueKind == JsonValueKind.Object
            ? new JobDocumentImage(Text(image, "path"), Text(image, "upload_id"), Text(image, "format"), Text(image, "checksum"))
            : new JobDocumentImage(null, null, null, null);

    private static string? Text(JsonElement image, string name) =>
        image.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
