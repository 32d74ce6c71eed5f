using System.Text;
using System.Text.Json;

namespace Countersign.Durable.Sqlite.History;

/// <summary>Reads what <see cref="HistoryWriter"/> wrote. Unknown fields are skipped, an unknown kind of event is refused.</summary>
internal static class HistoryReader
{
    /// <summary>Appends the events of one JSON array.</summary>
    /// <exception cref="InvalidDataException">The text is no history of this release or an earlier one.</exception>
    public static void Read(ReadOnlySpan<byte> json, List<HistoryEvent> events)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            reader.Read();
            while (reader.Read() && reader.TokenType is JsonTokenType.StartObject)
            {
                events.Add(ReadOne(ref reader, json));
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new InvalidDataException($"A stored history is not readable: {exception.Message}", exception);
        }
    }

    private static HistoryEvent ReadOne(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        var entry = new HistoryEvent(default(HistoryEventKind));
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            entry = ReadField(entry, ref reader, json);
        }

        return entry;
    }

    private static HistoryEvent ReadField(HistoryEvent entry, ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        var field = reader.GetString();
        reader.Read();
        switch (field)
        {
            case "type": return entry with { Kind = ReadKind(reader.GetString()!) };
            case "id": return entry with { TaskId = reader.GetInt32() };
            case "name": return entry with { Name = reader.GetString() };
            case "instanceId": return entry with { InstanceId = reader.GetString() };
            case "version": return entry with { Version = reader.GetString() };
            case "at": return entry with { At = reader.GetDateTimeOffset() };
            case "status": return entry with { Status = Enum.Parse<RuntimeStatus>(reader.GetString()!) };
            case "recursive": return entry with { Recursive = reader.GetBoolean() };
            case "failure": return entry with { Failure = ReadFailure(ref reader) };
            case "data": return entry with { Payload = ReadRaw(ref reader, json) };
            default:
                reader.Skip();
                return entry;
        }
    }

    private static HistoryEventKind ReadKind(string name) =>
        Enum.TryParse<HistoryEventKind>(name, out var kind)
            ? kind
            : throw new InvalidDataException($"A stored history holds an event '{name}', which this release does not know.");

    // The text itself and not a re-serialisation of it: a payload comes back as it went in.
    private static string ReadRaw(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return Encoding.UTF8.GetString(json[start..(int)reader.BytesConsumed]);
    }

    private static FailureDetails ReadFailure(ref Utf8JsonReader reader)
    {
        var (type, message, retryable) = ("", "", true);
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var field = reader.GetString();
            reader.Read();
            switch (field)
            {
                case "errorType": type = reader.GetString()!; break;
                case "message": message = reader.GetString()!; break;
                case "retryable": retryable = reader.GetBoolean(); break;
                default: reader.Skip(); break;
            }
        }

        return new FailureDetails(type, message, retryable);
    }
}
