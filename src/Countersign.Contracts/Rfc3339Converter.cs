using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Countersign.Contracts;

/// <summary>Instants as RFC 3339 in UTC with milliseconds and <c>Z</c>.</summary>
internal sealed class Rfc3339Converter : JsonConverter<DateTimeOffset>
{
    /// <summary>The length of <c>2026-01-31T00:00:00.000</c>.</summary>
    private const int ToMilliseconds = 23;

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        // The round-trip format has a fast path, which no format of our own has; cut off is what is finer than a millisecond.
        Span<byte> text = stackalloc byte[40];
        _ = value.UtcDateTime.TryFormat(text, out _, "O", CultureInfo.InvariantCulture);
        text[ToMilliseconds] = (byte)'Z';
        writer.WriteStringValue(text[..(ToMilliseconds + 1)]);
    }
}
