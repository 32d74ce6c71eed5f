using System.Globalization;

namespace Countersign.Kinds.StorageCleanup;

/// <summary>What a step's preview says to people before it lists the items.</summary>
internal static class CleanupNotes
{
    /// <summary>Feedback that has no effect.</summary>
    public static IEnumerable<string> NotUnderstood(CleanupFeedback? feedback) =>
        (feedback?.NotUnderstood ?? []).Select(line => $"# Not understood, and without effect: {CleanupPreview.Quote(line)}");

    /// <summary>What goes with the items and what stays of them.</summary>
    public static IEnumerable<string> OfContainer(IReadOnlyCollection<CleanupItem> items, int? softDeleteDays)
    {
        if (items.Any(item => item.Snapshots is not null))
        {
            var count = items.Sum(item => item.Snapshots?.Count ?? 0);
            yield return string.Create(CultureInfo.InvariantCulture, $"# Snapshots are removed together with their blob: {count} here.");
        }

        if (items.Any(item => item.Versions is not null))
        {
            yield return "# A blob with \"versions\" was written under versioning: removed, it stays as an earlier version beside those it has, and frees nothing.";
        }

        yield return softDeleteDays switch
        {
            null => "# Whether removed blobs can be brought back (soft delete) could not be asked.",
            0 => "# Soft delete is off: what is removed, and is not kept as a version, cannot be brought back.",
            1 => "# Soft delete is on: what is removed can be brought back for 1 day, and takes up its space until then.",
            { } days => string.Create(
                CultureInfo.InvariantCulture, $"# Soft delete is on: what is removed can be brought back for {days} days, and takes up its space until then."),
        };
    }
}
