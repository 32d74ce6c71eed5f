using System.Buffers;
using System.Text.Json;

namespace Countersign.Durable.Sqlite.History;

/// <summary>
/// Writes events as one UTF-8 JSON array. Payloads are JSON already and stand in it as they are, so a history can be read
/// with any JSON tool.
/// </summary>
internal static class HistoryWriter
{
    private static readonly JsonEncodedText[] KindNames =
        [.. Enum.GetNames<HistoryEventKind>().Select(name => JsonEncodedText.Encode(name))];

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? _json;

    public static byte[] Write(IReadOnlyList<HistoryEvent> events)
    {
        var buffer = _buffer ??= new ArrayBufferWriter<byte>(1024);
        var json = _json ??= new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });
        buffer.ResetWrittenCount();
        json.Reset(buffer);
        json.WriteStartArray();
        for (var i = 0; i < events.Count; i++)
        {
            WriteOne(json, events[i]);
        }

        json.WriteEndArray();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteOne(Utf8JsonWriter json, HistoryEvent entry)
    {
        json.WriteStartObject();
        json.WriteString(HistoryFields.Type, KindNames[(int)entry.Kind]);
        if (entry.TaskId != 0)
        {
            json.WriteNumber(HistoryFields.TaskId, entry.TaskId);
        }

        WriteText(json, HistoryFields.Name, entry.Name);
        WriteText(json, HistoryFields.InstanceId, entry.InstanceId);
        WriteText(json, HistoryFields.Version, entry.Version);
        if (entry.At != default)
        {
            json.WriteString(HistoryFields.At, entry.At);
        }

        if (entry.Kind is HistoryEventKind.ExecutionCompleted)
        {
            json.WriteString(HistoryFields.Status, entry.Status.ToString());
        }

        if (entry.Recursive)
        {
            json.WriteBoolean(HistoryFields.Recursive, true);
        }

        WriteFailure(json, entry.Failure);
        if (entry.Payload is not null)
        {
            json.WritePropertyName(HistoryFields.Payload);
            json.WriteRawValue(entry.Payload, skipInputValidation: true);
        }

        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, JsonEncodedText field, string? value)
    {
        if (value is not null)
        {
            json.WriteString(field, value);
        }
    }

    private static void WriteFailure(Utf8JsonWriter json, FailureDetails? failure)
    {
        if (failure is null)
        {
            return;
        }

        json.WriteStartObject(HistoryFields.Failure);
        json.WriteString(HistoryFields.ErrorType, failure.ErrorType);
        json.WriteString(HistoryFields.Message, failure.Message);
        json.WriteBoolean(HistoryFields.Retryable, failure.Retryable);
        json.WriteEndObject();
    }
}
