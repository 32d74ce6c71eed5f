using System.Globalization;
using System.Text.Json;

namespace Countersign.Testing.Http.Contract;

/// <summary>A server's OpenAPI document, as the measure of what it answers.</summary>
public sealed class ApiContract
{
    private readonly JsonElement _document;
    private readonly JsonSchemaCheck _schemas;
    private readonly (string[] Path, JsonElement Operations)[] _paths;

    public ApiContract(JsonElement document)
    {
        _document = document;
        _schemas = new JsonSchemaCheck(document);

        // A word goes before a parameter, as it does where requests are routed.
        _paths = [.. document.GetProperty("paths").EnumerateObject()
            .Select(path => (Path: path.Name.Trim('/').Split('/'), Operations: path.Value))
            .OrderBy(path => path.Path.Count(part => part.StartsWith('{')))];
    }

    /// <summary>What is wrong with an answer, by the document; nothing when it is as described.</summary>
    /// <param name="method">In capitals.</param>
    /// <param name="path">Without the query.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="mediaType">Null where there is no body.</param>
    /// <param name="body">The body; null where it is not to be looked at.</param>
    public IReadOnlyList<string> Check(string method, string path, int status, string? mediaType, string? body)
    {
        if (Find(path) is not { } operations)
        {
            return status == 404 ? [] : [$"no path fits, and the status is {status}"];
        }

        if (!operations.TryGetProperty(method.ToLowerInvariant(), out var operation))
        {
            return status is 404 or 405 or 204 ? [] : [$"the path has no {method}, and the status is {status}"];
        }

        return operation.GetProperty("responses").TryGetProperty(status.ToString(CultureInfo.InvariantCulture), out var response)
            ? CheckBody(response, mediaType, body)
            : [$"the status {status} is described nowhere; the body is {body}"];
    }

    /// <summary>The name of the component that describes an answer or a request; null when none does.</summary>
    public string? SchemaOf(string method, string path, int? status)
    {
        if (Find(path) is not { } operations || !operations.TryGetProperty(method.ToLowerInvariant(), out var operation))
        {
            return null;
        }

        var place = status is { } answered
            ? operation.GetProperty("responses").TryGetProperty(answered.ToString(CultureInfo.InvariantCulture), out var response) ? response : default
            : operation.TryGetProperty("requestBody", out var request) ? request : default;
        return place.ValueKind == JsonValueKind.Object
            && place.GetProperty("content").TryGetProperty("application/json", out var content)
            && content.GetProperty("schema").TryGetProperty("$ref", out var reference)
                ? reference.GetString()!.Split('/')[^1]
                : null;
    }

    private List<string> CheckBody(JsonElement response, string? mediaType, string? body)
    {
        var described = response.TryGetProperty("content", out var content) ? content : default;
        var bodies = described.ValueKind == JsonValueKind.Object ? described.EnumerateObject().ToArray() : [];
        if (mediaType is null)
        {
            return bodies.Length == 0 ? [] : ["there is no body, and one is described"];
        }

        if (bodies.FirstOrDefault(one => one.Name == mediaType || one.Name == "*/*") is not { Value.ValueKind: JsonValueKind.Object } found)
        {
            return [$"the media type {mediaType} is described nowhere"];
        }

        return body is null || !mediaType.EndsWith("json", StringComparison.Ordinal)
            ? []
            : [.. _schemas.Check(JsonDocument.Parse(body).RootElement, found.Value.GetProperty("schema"))];
    }

    private JsonElement? Find(string path)
    {
        var parts = path.Trim('/').Split('/');
        foreach (var (template, operations) in _paths)
        {
            if (template.Length == parts.Length && template.Zip(parts).All(pair => pair.First.StartsWith('{') || pair.First == pair.Second))
            {
                return operations;
            }
        }

        return null;
    }
}
