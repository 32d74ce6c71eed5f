using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts;

namespace Countersign.Kinds.StorageCleanup;

/// <summary>What the analysis found.</summary>
/// <param name="Target">The folder as given.</param>
/// <param name="AsOf">When it was looked at; what ages are counted to.</param>
/// <param name="Scanned">How many files there are.</param>
/// <param name="Matches">Those that the rules pick, in the order of paths.</param>
/// <param name="Passed">What was passed over because it is no file that could be removed; the first of it.</param>
/// <param name="PassedCount">How much was passed over in all.</param>
internal sealed record CleanupFacts(
    string Target,
    DateTimeOffset AsOf,
    int Scanned,
    IReadOnlyList<CleanupItem> Matches,
    IReadOnlyList<FolderItem> Passed,
    int PassedCount)
{
    public JsonElement ToJson() => JsonSerializer.SerializeToElement(new JsonObject
    {
        ["target"] = Target,
        ["as_of"] = JsonSerializer.SerializeToNode(AsOf, ContractsJson.Default.DateTimeOffset),
        ["scanned"] = Scanned,
        ["matched_files"] = Matches.Count,
        ["matched_bytes"] = Matches.Sum(item => item.Size),
        ["passed_over"] = PassedCount,
        ["passed"] = new JsonArray([.. Passed.Select(item => (JsonNode)new JsonObject
        {
            ["path"] = item.Name,
            ["type"] = JsonNamingPolicy.SnakeCaseLower.ConvertName(item.Type.ToString()),
        })]),
        ["items"] = new JsonArray([.. Matches.Select(item => (JsonNode)new JsonObject
        {
            ["path"] = item.Path,
            ["size"] = item.Size,
            ["modified_at"] = JsonSerializer.SerializeToNode(item.ModifiedAt, ContractsJson.Default.DateTimeOffset),
            ["etag"] = item.ETag,
        })]),
    });

    /// <summary>When the folder was looked at, and the files that the rules picked, from a stored analysis.</summary>
    public static (DateTimeOffset AsOf, IReadOnlyList<CleanupItem> Matches) Read(JsonElement facts) =>
        (facts.GetProperty("as_of").GetDateTimeOffset(),
        [.. facts.GetProperty("items").EnumerateArray().Select(item => new CleanupItem(
            item.GetProperty("path").GetString()!,
            item.GetProperty("size").GetInt64(),
            item.GetProperty("modified_at").GetDateTimeOffset(),
            item.GetProperty("etag").GetString()!))]);
}
