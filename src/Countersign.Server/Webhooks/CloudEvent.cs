using System.Globalization;
using System.Text.Json;
using Countersign.Contracts.Events;
using Countersign.Server.Events;

namespace Countersign.Server.Webhooks;

/// <summary>Events as CloudEvents 1.0 in structured mode (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md).</summary>
internal static class CloudEvent
{
    public const string MediaType = "application/cloudevents+json";

    private const string TypePrefix = "countersign.job.";

    /// <summary>What receivers know the event by, however often it comes. No job's identifier holds a slash.</summary>
    public static string IdOf(JobEvent entry) => string.Create(CultureInfo.InvariantCulture, $"{entry.JobId}/{entry.Seq}");

    /// <summary>The event as UTF-8 JSON; <c>data</c> is the envelope that the API answers with.</summary>
    public static byte[] Write(JobEvent entry)
    {
        var data = EventBytes.Of(entry);
        using var buffer = new MemoryStream(data.Length + 512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("specversion", "1.0");
            json.WriteString("id", IdOf(entry));
            json.WriteString("source", "/api/jobs/" + entry.JobId);
            json.WriteString("type", TypePrefix + entry.Type);
            json.WriteString("subject", entry.JobId);
            json.WriteString("time", entry.Timestamp.UtcDateTime);
            json.WriteString("datacontenttype", "application/json");
            json.WritePropertyName("data");
            json.WriteRawValue(data, skipInputValidation: true);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
