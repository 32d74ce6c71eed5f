using System.Text.Json.Nodes;
using Countersign.Contracts.Errors;

namespace Countersign.Server.OpenApi;

/// <summary>An example of each body: a file named after its type, as a host answered or took it.</summary>
internal static class OpenApiExamples
{
    /// <summary>The example of a type; null when there is none.</summary>
    public static JsonNode? Find(Type type)
    {
        using var stream = typeof(OpenApiExamples).Assembly.GetManifestResourceStream($"Countersign.Server.OpenApi.Examples.{type.Name}.json");
        return stream is null ? null : JsonNode.Parse(stream);
    }

    /// <summary>A problem with that code.</summary>
    public static JsonObject Problem(int status, string code) => new()
    {
        ["type"] = $"urn:countersign:problem:{code}",
        ["title"] = "What went wrong, in a few words",
        ["status"] = status,
        ["detail"] = "What was found, and what is allowed.",
        ["code"] = code,
        ["trace_id"] = "4bf92f3577b34da6a3ce929d0e0e4736",
        ["errors"] = code == ErrorCodes.InvalidRequest ? new JsonObject { ["field"] = new JsonArray("is 'x'; allowed is y.") } : null,
    };
}
