using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts;

namespace Countersign.Kinds.StorageCleanup;

/// <summary>What the analysis found.</summary>
/// <param name="Input">What the job is to do.</param>
/// <param name="AsOf">When it was looked at; what ages are counted to.</param>
/// <param name="Scanned">How many files or blobs there are.</param>
/// <param name="Matches">Those that the rules pick, in the order of paths.</param>
/// <param name="Passed">What was passed over because it is no file that could be removed; the first of it.</param>
/// <param name="PassedCount">How much was passed over in all.</param>
/// <param name="SoftDeleteDays">For how long what is removed can be brought back; 0 for not at all, null where that is not known.</param>
internal sealed record CleanupFacts(
    CleanupInput Input,
    DateTimeOffset AsOf,
    int Scanned,
    IReadOnlyList<CleanupItem> Matches,
    IReadOnlyList<CleanupListing> Passed,
    int PassedCount,
    int? SoftDeleteDays)
{
    private const string SnapshotsField = "snapshots";
    private const string NewestSnapshotField = "newest_snapshot";
    private const string VersionsField = "versions";
    private const string SoftDeleteField = "soft_delete_days";

    public JsonElement ToJson()
    {
        var facts = new JsonObject
        {
            ["target"] = Input.Target,
            ["target_type"] = Input.TargetType,
            ["as_of"] = JsonSerializer.SerializeToNode(AsOf, ContractsJson.Default.DateTimeOffset),
            ["scanned"] = Scanned,
            ["matched_files"] = Matches.Count,
            ["matched_bytes"] = Matches.Sum(item => item.Size),
            ["passed_over"] = PassedCount,
            ["passed"] = new JsonArray([.. Passed.Select(entry => (JsonNode)new JsonObject { ["path"] = entry.Name, ["type"] = entry.PassedAs })]),
            ["items"] = new JsonArray([.. Matches.Select(item => (JsonNode)Write(item))]),
        };
        if (Input.IsContainer)
        {
            facts[SoftDeleteField] = SoftDeleteDays;
        }

        return JsonSerializer.SerializeToElement(facts);
    }

    /// <summary>What a plan is made of, from a stored analysis.</summary>
    public static CleanupFindings Read(JsonElement facts) => new(
        facts.GetProperty("as_of").GetDateTimeOffset(),
        [.. facts.GetProperty("items").EnumerateArray().Select(ReadItem)],
        Number(facts, SoftDeleteField));

    private static JsonObject Write(CleanupItem item)
    {
        var written = new JsonObject
        {
            ["path"] = item.Path,
            ["size"] = item.Size,
            ["modified_at"] = JsonSerializer.SerializeToNode(item.ModifiedAt, ContractsJson.Default.DateTimeOffset),
            ["etag"] = item.ETag,
        };
        if (item.Snapshots is { } snapshots)
        {
            written[SnapshotsField] = snapshots.Count;
            written[NewestSnapshotField] = snapshots.Newest;
        }

        if (item.Versions is { } versions)
        {
            written[VersionsField] = versions;
        }

        return written;
    }

    private static CleanupItem ReadItem(JsonElement item) => new(
        item.GetProperty("path").GetString()!,
        item.GetProperty("size").GetInt64(),
        item.GetProperty("modified_at").GetDateTimeOffset(),
        item.GetProperty("etag").GetString()!)
    {
        Snapshots = Number(item, SnapshotsField) is { } count ? new ItemSnapshots(count, item.GetProperty(NewestSnapshotField).GetString()!) : null,
        Versions = Number(item, VersionsField),
    };

    private static int? Number(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : null;
}
