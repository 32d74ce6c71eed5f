using System.Text.Json;

namespace Countersign.Durable.Sqlite.History;

/// <summary>The field names of the stored format; never renamed.</summary>
internal static class HistoryFields
{
    public static readonly JsonEncodedText Type = JsonEncodedText.Encode("type");
    public static readonly JsonEncodedText TaskId = JsonEncodedText.Encode("id");
    public static readonly JsonEncodedText Name = JsonEncodedText.Encode("name");
    public static readonly JsonEncodedText InstanceId = JsonEncodedText.Encode("instanceId");
    public static readonly JsonEncodedText Version = JsonEncodedText.Encode("version");
    public static readonly JsonEncodedText At = JsonEncodedText.Encode("at");
    public static readonly JsonEncodedText Status = JsonEncodedText.Encode("status");
    public static readonly JsonEncodedText Recursive = JsonEncodedText.Encode("recursive");
    public static readonly JsonEncodedText Payload = JsonEncodedText.Encode("data");
    public static readonly JsonEncodedText Failure = JsonEncodedText.Encode("failure");
    public static readonly JsonEncodedText ErrorType = JsonEncodedText.Encode("errorType");
    public static readonly JsonEncodedText Message = JsonEncodedText.Encode("message");
    public static readonly JsonEncodedText Retryable = JsonEncodedText.Encode("retryable");
}
