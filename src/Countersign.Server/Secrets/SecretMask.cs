using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Errors;

namespace Countersign.Server.Secrets;

/// <summary>
/// Hides secrets in what a kind reports: the values themselves, and their forms in JSON text, in URLs and in base64. A value that a
/// kind takes apart or transforms otherwise is beyond it.
/// </summary>
internal sealed class SecretMask
{
    /// <summary>What stands in place of a secret.</summary>
    public const string Mask = "***";

    private readonly string[] _values;
    private readonly string[] _hidden;

    public SecretMask(IEnumerable<string> values)
    {
        _values = [.. values];

        // The longest first: one secret may be a part of another.
        _hidden = [.. _values.SelectMany(Forms).Where(form => form.Length > 0).Distinct(StringComparer.Ordinal).OrderByDescending(form => form.Length)];
    }

    /// <summary>Hides nothing: there is no secret.</summary>
    public static SecretMask Nothing { get; } = new([]);

    public bool IsEmpty => _hidden.Length == 0;

    /// <summary>A mask that hides one more value.</summary>
    public SecretMask With(string value) => new([.. _values, value]);

    public string Apply(string text)
    {
        foreach (var value in _hidden)
        {
            text = text.Replace(value, Mask, StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>The document with secrets hidden in every name and string.</summary>
    public JsonElement Apply(JsonElement document) =>
        IsEmpty ? document : JsonSerializer.SerializeToElement(Replace(document));

    public WorkFailedException Apply(WorkFailedException failure) => IsEmpty ? failure : new(
        failure.Code,
        Apply(failure.Message),
        failure.Retryable,
        failure.Details is { } details ? Apply(details) : null);

    /// <summary>What may go to the server's own log of an exception that holds secrets, perhaps in what it wraps.</summary>
    public Exception Apply(Exception exception) =>
        IsEmpty ? exception : new InvalidOperationException(Apply(exception.ToString()));

    private static IEnumerable<string> Forms(string value) =>
    [
        value,
        JavaScriptEncoder.Default.Encode(value),
        JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(value),
        Uri.EscapeDataString(value),
        Convert.ToBase64String(Encoding.UTF8.GetBytes(value)),
    ];

    private JsonNode? Replace(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => ReplaceMembers(value),
        JsonValueKind.Array => new JsonArray([.. value.EnumerateArray().Select(Replace)]),
        JsonValueKind.String => JsonValue.Create(Apply(value.GetString()!)),
        JsonValueKind.Number when Apply(value.GetRawText()) is var text && text != value.GetRawText() => JsonValue.Create(text),
        JsonValueKind.Null => null,
        _ => JsonValue.Create(value),
    };

    private JsonObject ReplaceMembers(JsonElement value)
    {
        var members = new JsonObject();
        foreach (var member in value.EnumerateObject())
        {
            // Two names may have become one: the later member stands.
            members[Apply(member.Name)] = Replace(member.Value);
        }

        return members;
    }
}
