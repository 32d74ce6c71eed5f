using System.Text.Json;
using Countersign.Contracts.Errors;
using Countersign.Kinds.AgentPlan.Model;

namespace Countersign.Server.Agent;

/// <summary>Reads an answer in the form of chat completions, taking nothing for granted.</summary>
internal static class ChatAnswerJson
{
    private const int LongestError = 300;

    /// <exception cref="WorkFailedException"><c>model_failed</c>, retryable: it is none.</exception>
    public static ChatAnswer Read(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            var message = root.GetProperty("choices")[0].GetProperty("message");
            var usage = root.TryGetProperty("usage", out var counted) && counted.ValueKind == JsonValueKind.Object ? counted : default;
            return new ChatAnswer(
                message.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.String ? content.GetString()! : "",
                message.TryGetProperty("tool_calls", out var calls) && calls.ValueKind == JsonValueKind.Array ? [.. calls.EnumerateArray().Select(ReadCall)] : [],
                Count(usage, "prompt_tokens"),
                Count(usage, "completion_tokens"));
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw new WorkFailedException(ErrorCodes.ModelFailed, "The model's answer is not in the form of chat completions.", retryable: true, inner: exception);
        }
    }

    /// <summary>The message of an error document; null where there is none.</summary>
    public static string? ErrorIn(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object
                && error.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.String
                && message.GetString() is { } text
                    ? text.Length <= LongestError ? text : text[..LongestError] + " …"
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ChatToolCall ReadCall(JsonElement call)
    {
        var function = call.GetProperty("function");
        return new ChatToolCall(
            call.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString()! : "",
            function.GetProperty("name").GetString() ?? "",
            function.TryGetProperty("arguments", out var arguments)
                ? arguments.ValueKind == JsonValueKind.String ? arguments.GetString()! : arguments.GetRawText()
                : "");
    }

    private static long? Count(JsonElement usage, string name) =>
        usage.ValueKind == JsonValueKind.Object && usage.TryGetProperty(name, out var count) && count.TryGetInt64(out var tokens) && tokens >= 0 ? tokens : null;
}
