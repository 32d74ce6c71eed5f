using System.Text.Json;

namespace Countersign.Kinds.HttpPipeline;

/// <summary>The accepted input of a job.</summary>
/// <param name="Steps">In the order in which they run.</param>
/// <param name="Parameters">What the input itself gives, by name.</param>
internal sealed record PipelineInput(IReadOnlyList<PipelineStep> Steps, IReadOnlyList<KeyValuePair<string, Variable>> Parameters)
{
    public const string StepsField = "steps";
    public const string ParametersField = "parameters";
    public const int DefaultTimeoutSeconds = 30;
    public const int DefaultRetries = 3;

    /// <summary>Reads an input that <see cref="PipelineInputRules"/> found nothing wrong with.</summary>
    /// <param name="input">With references in place of secrets, or with their values.</param>
    /// <param name="secrets">Where values of secrets stand; none as long as they are references.</param>
    public static PipelineInput Parse(JsonElement input, SecretPaths? secrets = null)
    {
        secrets ??= SecretPaths.None;
        return new PipelineInput(
            [.. Find(input, StepsField)!.Value.EnumerateArray().Select((step, index) => StepOf(step, SecretPaths.Item("/steps", index), secrets))],
            [.. Members(input, ParametersField).Select(parameter => KeyValuePair.Create(
                parameter.Name, ParameterOf(parameter.Value, SecretPaths.Member("/parameters", parameter.Name), secrets)))]);
    }

    public static JsonElement? Find(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public static IEnumerable<JsonProperty> Members(JsonElement parent, string name) =>
        Find(parent, name) is { ValueKind: JsonValueKind.Object } value ? value.EnumerateObject() : [];

    /// <summary>The parameters, and a placeholder for each capture: what a plan can show.</summary>
    public Variables Known()
    {
        var variables = new Variables();
        foreach (var (name, value) in Parameters)
        {
            // A secret that is resolved is still none that could be shown.
            variables.Set(name, value is { IsSecret: true, IsKnown: true } ? new Variable(TextElement("{{" + name + "}}"), IsSecret: true, IsKnown: false) : value);
        }

        foreach (var capture in Steps.SelectMany(step => step.Captures))
        {
            variables.Set(capture.Name, new Variable(TextElement("{{" + capture.Name + "}}"), capture.IsSecret, IsKnown: false));
        }

        return variables;
    }

    public static JsonElement TextElement(string text) => JsonElement.Parse($"\"{JsonEncodedText.Encode(text)}\"");

    private static PipelineStep StepOf(JsonElement step, string path, SecretPaths secrets) => new()
    {
        Id = Find(step, "id")!.Value.GetString()!,
        Request = RequestOf(step, path, secrets),
        Compensate = Find(step, "compensate") is { } undo ? RequestOf(undo, path + "/compensate", secrets) : null,
        Captures = [.. Members(step, "capture").Select(CaptureOf)],
        Statuses = Find(step, "expect") is { } expect && Find(expect, "status") is { } status ? StatusesOf(status) : [],
        Values = Find(step, "expect") is { } expected
            ? [.. Members(expected, "json").Select(entry => KeyValuePair.Create(
                entry.Name, new ValueTemplate(entry.Value, SecretPaths.Member(path + "/expect/json", entry.Name), secrets)))]
            : [],
        Timeout = TimeSpan.FromSeconds(Find(step, "timeout_seconds")?.GetInt32() ?? DefaultTimeoutSeconds),
        Retries = Find(step, "retries")?.GetInt32() ?? DefaultRetries,
        FollowsRedirects = Find(step, "follow_redirects")?.GetBoolean() ?? false,
    };

    private static PipelineRequest RequestOf(JsonElement request, string path, SecretPaths secrets) => new(
        Find(request, "method")!.Value.GetString()!,
        UrlTemplate.Parse(Find(request, "url")!.Value.GetString()!),
        [.. Members(request, "headers").Select(header => KeyValuePair.Create(
            header.Name, new ValueTemplate(header.Value, SecretPaths.Member(path + "/headers", header.Name), secrets)))],
        Find(request, "body") is { } body ? new ValueTemplate(body, path + "/body", secrets) : null);

    private static PipelineCapture CaptureOf(JsonProperty capture) => capture.Value.ValueKind == JsonValueKind.String
        ? new PipelineCapture(capture.Name, capture.Value.GetString()!, IsSecret: false)
        : new PipelineCapture(
            capture.Name,
            Find(capture.Value, "pointer")!.Value.GetString()!,
            Find(capture.Value, "secret")?.GetBoolean() ?? false);

    private static IReadOnlyList<int> StatusesOf(JsonElement status) => status.ValueKind == JsonValueKind.Array
        ? [.. status.EnumerateArray().Select(code => code.GetInt32())]
        : [status.GetInt32()];

    private static Variable ParameterOf(JsonElement value, string path, SecretPaths secrets) =>
        SecretPaths.NameIn(value) is { } secret
            ? new Variable(TextElement(SecretPaths.Placeholder(secret)), IsSecret: true, IsKnown: false)
            : new Variable(value, secrets.Contains(path));
}
