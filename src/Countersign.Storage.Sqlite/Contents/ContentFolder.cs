using System.Security.Cryptography;

namespace Countersign.Storage.Sqlite.Contents;

/// <summary>A folder that holds bytes too long for the database, each under its identifier.</summary>
internal sealed class ContentFolder
{
    private const string Partial = ".partial";
    private const int IdBytes = 16;

    private readonly string _path;

    /// <param name="path">Created when absent.</param>
    public ContentFolder(string path)
    {
        Directory.CreateDirectory(path);
        _path = path;
    }

    /// <summary>What the folder is called, for messages.</summary>
    public string Name => Path.GetFileName(_path);

    /// <summary>An identifier that nobody can guess.</summary>
    public static string NewId() => RandomNumberGenerator.GetHexString(IdBytes * 2, lowercase: true);

    /// <summary>Opens the file that content is written to; it counts for nothing until <see cref="Keep"/>.</summary>
    public FileStream Create(string contentId) => new(PartialOf(contentId), new FileStreamOptions
    {
        Mode = FileMode.CreateNew,
        Access = FileAccess.Write,
        Options = FileOptions.Asynchronous,
        BufferSize = 0,
    });

    public FileStream Open(string contentId) => new(FileOf(contentId), new FileStreamOptions
    {
        Mode = FileMode.Open,
        Access = FileAccess.Read,
        Share = FileShare.Read | FileShare.Delete,
        Options = FileOptions.Asynchronous,
    });

    public void Keep(string contentId) => File.Move(PartialOf(contentId), FileOf(contentId));

    public void Remove(string contentId)
    {
        File.Delete(PartialOf(contentId));
        File.Delete(FileOf(contentId));
    }

    /// <summary>Removes the files; where the disk refuses, the next start does it.</summary>
    public void TryRemove(string contentId)
    {
        try
        {
            Remove(contentId);
        }
        catch (Exception exception) when (StoreFault.IsOfTheDisk(exception))
        {
            // No row names it, so it is a leftover.
        }
    }

    /// <summary>The identifiers of all files, finished and not; files of other names are none of ours.</summary>
    public IEnumerable<string> List() => Directory.EnumerateFiles(_path)
        .Select(path => Path.GetFileName(path).Replace(Partial, "", StringComparison.Ordinal))
        .Where(IsId);

    /// <summary>Whether a text can be an identifier of ours, and so no path.</summary>
    public static bool IsId(string text) => text.Length == IdBytes * 2 && text.All(char.IsAsciiHexDigitLower);

    /// <summary>The identifiers of the files, finished and not, that were written before an instant.</summary>
    public IEnumerable<string> ListBefore(DateTimeOffset instant) => List().Where(contentId => WrittenAt(contentId) < instant.UtcDateTime);

    /// <summary>When the youngest file of the identifier was written; the end of time where there is none any more.</summary>
    private DateTime WrittenAt(string contentId)
    {
        DateTime[] written = [.. new[] { FileOf(contentId), PartialOf(contentId) }.Where(File.Exists).Select(File.GetLastWriteTimeUtc)];
        return written.Length == 0 ? DateTime.MaxValue : written.Max();
    }

    private string FileOf(string contentId) => Path.Combine(_path, contentId);

    private string PartialOf(string contentId) => FileOf(contentId) + Partial;
}
