using System.Text.Json;
using System.Text.Json.Nodes;

namespace Countersign.Kinds.ProjectGenerate.Job;

/// <summary>Puts the steps' results together; also of a job whose build check failed.</summary>
internal static class GenerationSummary
{
    public static JsonElement Create(SummaryContext context)
    {
        var results = context.Results.OrderBy(result => result.Key, StringComparer.Ordinal).ToArray();
        return JsonSerializer.SerializeToElement(new JsonObject
        {
            ["files"] = new JsonArray([.. results
                .Where(result => result.Key.StartsWith(GenerationSteps.Write, StringComparison.Ordinal))
                .SelectMany(result => result.Value.GetProperty("files").EnumerateArray())
                .OrderBy(file => file.GetProperty("path").GetString(), StringComparer.Ordinal)
                .Select(file => JsonNode.Parse(file.GetRawText()))]),
            ["checks"] = new JsonArray([.. results
                .Where(result => result.Key.StartsWith(GenerationSteps.Check, StringComparison.Ordinal))
                .Select(result => JsonNode.Parse(result.Value.GetRawText()))]),
            ["archive"] = context.Results.TryGetValue(GenerationSteps.Archive, out var archive) ? JsonNode.Parse(archive.GetRawText()) : null,
        });
    }
}
