using System.Buffers;
using System.Text.Json;

namespace Countersign.Kinds.HttpPipeline;

/// <summary>A JSON value with variables in its strings, such as a body, a header's value or what an answer is expected to hold.</summary>
/// <remarks>
/// A string that is nothing but <c>{{name}}</c> becomes the variable's value with its type. Secrets are taken as they are: what
/// looks like a variable in one is none.
/// </remarks>
/// <param name="value">Of the input.</param>
/// <param name="path">Where it stands in the input, as <see cref="SecretPaths"/> writes it.</param>
/// <param name="secrets">The places where secrets have been put in.</param>
internal sealed class ValueTemplate(JsonElement value, string path, SecretPaths secrets)
{
    /// <summary>Whether it is a text rather than a JSON document.</summary>
    public bool IsText => value.ValueKind == JsonValueKind.String || SecretPaths.NameIn(value) is not null;

    /// <summary>Every variable in it.</summary>
    public IEnumerable<string> Names => NamesIn(value, path);

    /// <summary>Whether anything in it must not be shown.</summary>
    public bool IsSecret(Variables variables) => secrets.AnyBelow(path) || SecretPaths.In(value, path).Any() || Names.Any(variables.IsSecret);

    /// <exception cref="FormatException">What a variable holds cannot stand in its place.</exception>
    public string ToText(Variables variables) => TextOf(value, path, variables);

    /// <exception cref="FormatException">What a variable holds cannot stand in its place.</exception>
    public byte[] ToJson(Variables variables)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write(writer, value, path, variables);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private IEnumerable<string> NamesIn(JsonElement item, string at) => item.ValueKind switch
    {
        JsonValueKind.String => secrets.Contains(at) ? [] : Template.TryParse(item.GetString()!, out _)?.Names ?? [],
        JsonValueKind.Object when SecretPaths.NameIn(item) is not null => [],
        JsonValueKind.Object => item.EnumerateObject().SelectMany(member => NamesIn(member.Value, SecretPaths.Member(at, member.Name))),
        JsonValueKind.Array => item.EnumerateArray().SelectMany((element, index) => NamesIn(element, SecretPaths.Item(at, index))),
        _ => [],
    };

    private string TextOf(JsonElement item, string at, Variables variables) =>
        SecretPaths.NameIn(item) is { } secret
            ? SecretPaths.Placeholder(secret)
            : secrets.Contains(at) ? item.GetString()! : Template.Parse(item.GetString()!).Expand((name, _) => variables.InText(name));

    private void Write(Utf8JsonWriter writer, JsonElement item, string at, Variables variables)
    {
        switch (item.ValueKind)
        {
            case JsonValueKind.Object when SecretPaths.NameIn(item) is null:
                writer.WriteStartObject();
                foreach (var member in item.EnumerateObject())
                {
                    writer.WritePropertyName(member.Name);
                    Write(writer, member.Value, SecretPaths.Member(at, member.Name), variables);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                var i = 0;
                foreach (var element in item.EnumerateArray())
                {
                    Write(writer, element, SecretPaths.Item(at, i++), variables);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String when !secrets.Contains(at) && Template.Parse(item.GetString()!).OnlyName is { } name:
                variables.Get(name).Value.WriteTo(writer);
                break;
            case JsonValueKind.String or JsonValueKind.Object:
                writer.WriteStringValue(TextOf(item, at, variables));
                break;
            default:
                item.WriteTo(writer);
                break;
        }
    }
}
