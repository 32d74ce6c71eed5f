using System.Globalization;
using System.Text.Json;
using Countersign.Cli.Terminal;
using Countersign.Kinds.StorageCleanup;
using Spectre.Console;

namespace Countersign.Cli.Run;

/// <summary>The result of <c>storage.cleanup</c>: what is gone, and every file or blob that was left alone, with the reason.</summary>
internal static class CleanupReportView
{
    private static readonly string[] Parts = ["target", "planned", "deleted", "bytes_freed", "skipped", "items"];

    /// <summary>Whether the document has the members that the view is made of; any other is shown as it is.</summary>
    public static bool Fits(JsonElement document) =>
        document.ValueKind == JsonValueKind.Object
        && Parts.All(part => document.TryGetProperty(part, out _))
        && document.GetProperty("items").ValueKind == JsonValueKind.Array;

    public static void Show(Person person, JsonElement document)
    {
        var deleted = document.GetProperty("deleted").GetInt32();
        person.Say(string.Create(
            CultureInfo.InvariantCulture,
            $"Removed {deleted} of {document.GetProperty("planned").GetInt32()} planned {Place(document)} {document.GetProperty("target").GetString()}; {Sizes.Bytes(document.GetProperty("bytes_freed").GetInt64())} are free."));
        var left = document.GetProperty("items").EnumerateArray().Where(item => !IsRemoved(item)).ToArray();
        if (left.Length > 0)
        {
            var table = new Table { Border = TableBorder.Rounded };
            table.AddColumns("Left out", "Size", "Why");
            foreach (var item in left)
            {
                table.AddRow(
                    SafeText.Markup(item.GetProperty("path").GetString()!),
                    SafeText.Markup(Sizes.Short(item.GetProperty("size").GetInt64())),
                    SafeText.Markup(Reason(item.GetProperty("outcome").GetString()!)));
            }

            person.Console.Write(table);
        }

        person.Console.WriteLine();
    }

    // Servers before 1.1 of the kind cleaned up folders only, and did not say so.
    private static string Place(JsonElement document) =>
        document.TryGetProperty("target_type", out var type) && type.ValueEquals("container") ? "blobs in container" : "files below";

    private static bool IsRemoved(JsonElement item) =>
        item.GetProperty("outcome").GetString() is CleanupOutcomes.Deleted or CleanupOutcomes.DeletedBefore;

    private static string Reason(string outcome) => outcome switch
    {
        CleanupOutcomes.Changed => "it changed after the plan was made",
        CleanupOutcomes.Gone => "it was gone already",
        CleanupOutcomes.NotAFile => "it, or a folder on the way to it, is a link or no file any more",
        CleanupOutcomes.Leased => "somebody holds a lease on it",
        CleanupOutcomes.Protected => "a retention policy or a legal hold protects it",
        _ => outcome,
    };
}
