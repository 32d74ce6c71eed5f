using System.Security.Cryptography;

namespace Countersign.Storage.Sqlite.Uploads;

/// <summary>The folder that holds the bytes of uploads, each under its identifier.</summary>
internal sealed class UploadFolder
{
    private const string Partial = ".partial";
    private const int IdBytes = 16;

    private readonly string _path;

    public UploadFolder(string path)
    {
        Directory.CreateDirectory(path);
        _path = path;
    }

    /// <summary>An identifier that nobody can guess: whoever knows one may read the bytes.</summary>
    public static string NewId() => RandomNumberGenerator.GetHexString(IdBytes * 2, lowercase: true);

    /// <summary>Opens the file that an upload is written to; it counts for nothing until <see cref="Keep"/>.</summary>
    public FileStream Create(string uploadId) => new(PartialOf(uploadId), new FileStreamOptions
    {
        Mode = FileMode.CreateNew,
        Access = FileAccess.Write,
        Options = FileOptions.Asynchronous,
        BufferSize = 0,
    });

    public FileStream Open(string uploadId) => new(FileOf(uploadId), new FileStreamOptions
    {
        Mode = FileMode.Open,
        Access = FileAccess.Read,
        Share = FileShare.Read | FileShare.Delete,
        Options = FileOptions.Asynchronous,
    });

    public void Keep(string uploadId) => File.Move(PartialOf(uploadId), FileOf(uploadId));

    public void Remove(string uploadId)
    {
        File.Delete(PartialOf(uploadId));
        File.Delete(FileOf(uploadId));
    }

    /// <summary>The identifiers of all files, finished and not; files of other names are none of ours.</summary>
    public IEnumerable<string> List() => Directory.EnumerateFiles(_path)
        .Select(path => Path.GetFileName(path).Replace(Partial, "", StringComparison.Ordinal))
        .Where(name => name.Length == IdBytes * 2 && name.All(char.IsAsciiHexDigitLower));

    private string FileOf(string uploadId) => Path.Combine(_path, uploadId);

    private string PartialOf(string uploadId) => FileOf(uploadId) + Partial;
}
