using System.Globalization;
using System.Text;
using Countersign.Contracts.Hashing;
using Countersign.Kinds;

namespace Countersign.Server.Inputs.Sources;

/// <summary>The folders in which jobs work, by job and plan version. What a job leaves goes when it ends; what a crash leaves, after a week.</summary>
/// <param name="options">Where they are.</param>
/// <param name="clock">Counts the week.</param>
internal sealed class WorkFolders(ProcessesOptions options, TimeProvider clock)
{
    private static readonly TimeSpan LongestKept = TimeSpan.FromDays(7);

    private string Root => Path.GetFullPath(options.WorkFolder);

    /// <summary>A folder to be used once.</summary>
    public WorkPlace CreateTemporary(string jobId) => new(Path.Combine(FolderOf(jobId), $"look-{Guid.NewGuid():n}"));

    /// <summary>The folder of a plan version's steps, or of those of one part of the job; it may be there or not.</summary>
    public WorkPlace PlaceOf(string jobId, int planVersion) =>
        new(Path.Combine(FolderOf(jobId), string.Create(CultureInfo.InvariantCulture, $"v{planVersion}{(JobParts.Split(jobId).Part is { } part ? "-" + part : "")}")));

    /// <summary>Removes everything of a job.</summary>
    public void Release(string jobId) => Delete(FolderOf(jobId));

    /// <summary>The names of the folders that nobody has touched for a week.</summary>
    public IReadOnlyList<string> FindForgotten()
    {
        var before = (clock.GetUtcNow() - LongestKept).UtcDateTime;
        return Directory.Exists(Root)
            ? [.. Directory.EnumerateDirectories(Root).Where(folder => Directory.GetLastWriteTimeUtc(folder) < before).Select(Path.GetFileName)!]
            : [];
    }

    /// <summary>Removes what nobody has touched for a week.</summary>
    /// <returns>How many folders are gone.</returns>
    public int ReleaseForgotten() => FindForgotten().Count(ReleaseForgotten);

    /// <summary>Removes one folder, if it is one that nobody has touched for a week.</summary>
    /// <returns>Whether it is gone by that.</returns>
    public bool ReleaseForgotten(string name)
    {
        if (!FindForgotten().Contains(name))
        {
            return false;
        }

        Delete(Path.Combine(Root, name));
        return !Directory.Exists(Path.Combine(Root, name));
    }

    public static void Discard(WorkPlace place) => Delete(place.Root);

    /// <summary>Notes that a copy is whole.</summary>
    public static void WriteCounts(WorkPlace place, int files, long bytes) =>
        File.WriteAllText(place.Counts, string.Create(CultureInfo.InvariantCulture, $"{files} {bytes}"));

    /// <summary>How many files and bytes a whole copy began with; null where there is none.</summary>
    public static (int Files, long Bytes)? ReadCounts(WorkPlace place) =>
        File.Exists(place.Counts) && File.ReadAllText(place.Counts).Split(' ') is [var files, var bytes]
            ? (int.Parse(files, CultureInfo.InvariantCulture), long.Parse(bytes, CultureInfo.InvariantCulture))
            : null;

    // Two identifiers may differ in letter case alone, which some file systems do not tell apart.
    private string FolderOf(string jobId) => Path.Combine(Root, Digest.Of(Encoding.UTF8.GetBytes(JobParts.Split(jobId).JobId))[Digest.Prefix.Length..][..32]);

    private static void Delete(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A file that is still held, or that a program made unreadable: the next clean-up finds it again.
        }
    }
}
