using Countersign.Contracts.Jobs;

namespace Countersign.Storage.Sqlite.Jobs;

/// <summary>The text in which a search looks, and the form of what it looks for.</summary>
/// <remarks>Folded here because SQLite's LIKE folds ASCII only; found with <c>instr</c>, which knows no wildcards to escape.</remarks>
internal static class SearchText
{
    // No name or search may match across the border.
    private const char Border = '\n';

    public static string Of(Job job) => Fold(job.Name) + Border + Fold(job.JobId);

    public static string Fold(string text) => text.Replace(Border, ' ').ToLowerInvariant();
}
