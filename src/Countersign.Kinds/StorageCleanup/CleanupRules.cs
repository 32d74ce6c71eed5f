namespace Countersign.Kinds.StorageCleanup;

/// <summary>Which files are to be removed: those that every given rule picks.</summary>
/// <param name="OlderThanDays">Content that last changed more than so many days of 24 hours ago.</param>
/// <param name="LargerThanBytes">More bytes than this.</param>
/// <param name="Pattern">A name or path that fits.</param>
/// <param name="KeepLast">Of what the other rules pick, the newest so many stay; of equally new ones those whose path comes first.</param>
internal sealed record CleanupRules(
    double? OlderThanDays = null, long? LargerThanBytes = null, GlobPattern? Pattern = null, int? KeepLast = null)
{
    /// <summary>Whether the file is picked before <see cref="KeepLast"/> is looked at.</summary>
    public bool Picks(CleanupItem item, DateTimeOffset asOf) =>
        (OlderThanDays is not { } days || (asOf - item.ModifiedAt).TotalDays > days)
        && (LargerThanBytes is not { } bytes || item.Size > bytes)
        && (Pattern is not { } pattern || pattern.Matches(item.Path));

    /// <summary>What is to be removed, in the order of paths.</summary>
    public IReadOnlyList<CleanupItem> Select(IEnumerable<CleanupItem> items, DateTimeOffset asOf) =>
        [.. items
            .Where(item => Picks(item, asOf))
            .OrderByDescending(item => item.ModifiedAt)
            .ThenBy(item => item.Path, StringComparer.Ordinal)
            .Skip(KeepLast ?? 0)
            .OrderBy(item => item.Path, StringComparer.Ordinal)];
}
