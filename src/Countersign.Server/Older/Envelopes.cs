using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Countersign.Contracts;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Older;
using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Older;

/// <summary>Answers below <c>/api/v1</c>.</summary>
internal static class Envelopes
{
    public static IResult Of<T>(T data, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK) => Answers.Json(
        new Envelope(true, JsonSerializer.SerializeToElement(data, type), null), ContractsJson.Default.Envelope, status);

    public static IResult Of(EnvelopeError error, int status) =>
        Answers.Json(new Envelope(false, null, error), ContractsJson.Default.Envelope, status);

    /// <summary>A refusal with its fields as details.</summary>
    public static IResult Of(Refusal refusal) =>
        Of(new EnvelopeError(refusal.Code, refusal.Detail, Details(refusal.Errors)), refusal.Status);

    /// <summary>Why a job did not complete; null for one that did, or has not ended.</summary>
    public static EnvelopeError? ErrorOf(Job job) => job switch
    {
        { Error: { } error } => new EnvelopeError(error.Code, error.Message, error.Details),
        _ when OlderStatuses.FoldDocument(job.Status) == "failed" =>
            new EnvelopeError(OlderStatuses.FoldRun(job.Status), $"The job was {OlderStatuses.FoldRun(job.Status)}."),
        _ => null,
    };

    private static JsonElement? Details(IReadOnlyDictionary<string, string[]>? errors) => errors is null
        ? null
        : JsonElement.Parse(new JsonObject(errors.Select(error =>
            KeyValuePair.Create(error.Key, (JsonNode?)new JsonArray([.. error.Value.Select(message => JsonValue.Create(message))])))).ToJsonString());
}
