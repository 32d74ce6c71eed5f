using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Countersign.Contracts;

namespace Countersign.Client.Http;

/// <summary>Makes requests of paths and documents.</summary>
internal static class Requests
{
    public const string IdempotencyKey = "Idempotency-Key";

    /// <summary>Absent members instead of nulls, so that a server which does not know one yet does not refuse it by name.</summary>
    public static ContractsJson Json { get; } =
        new(new JsonSerializerOptions(ContractsJson.Default.Options) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull });

    public static ApiCall Get(string path) => new(HttpMethod.Get, path);

    public static ApiCall Post(string path) => new(HttpMethod.Post, path);

    public static ApiCall Delete(string path) => new(HttpMethod.Delete, path);

    public static ApiCall Send<T>(HttpMethod method, string path, T body, JsonTypeInfo<T> type)
    {
        ArgumentNullException.ThrowIfNull(body);
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, type);
        return new ApiCall(method, path)
        {
            Body = () => new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
    }

    public static ApiCall Post<T>(string path, T body, JsonTypeInfo<T> type) => Send(HttpMethod.Post, path, body, type);

    /// <summary>With a key, by which the server knows a repeat; as it is when the key is null.</summary>
    public static ApiCall WithKey(this ApiCall call, string? key) =>
        key is null ? call : call with { Headers = [.. call.Headers, (IdempotencyKey, key)], IsRepeatable = true };
}
