using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Countersign.Server.Watch;

/// <summary>
/// The files of the transport. A document is a file of the folder, then of <c>working/</c>, and at last of <c>done/</c> or
/// <c>rejected/</c>; each move is one rename, so that it is always in exactly one place, whenever the process dies.
/// </summary>
internal sealed class WatchedFolder : IDisposable
{
    /// <summary>The longest name in bytes of UTF-8: what is written beside a document is named after it.</summary>
    public const int LongestName = 200;

    private const string Working = "working";
    private const string Results = "results";
    private const string Done = "done";
    private const string Rejected = "rejected";
    private const string ReasonSuffix = ".reason.json";

    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };

    private readonly FileStream _lock;

    private WatchedFolder(string root, FileStream held)
    {
        Root = root;
        _lock = held;
    }

    /// <summary>The absolute path.</summary>
    public string Root { get; }

    /// <exception cref="WatchedFolderException">It cannot be used, or another server watches it.</exception>
    public static WatchedFolder Open(string path)
    {
        var root = Path.GetFullPath(path);
        try
        {
            MakeFolders(root);
            return new WatchedFolder(root, new FileStream(Path.Combine(root, Working, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new WatchedFolderException(
                $"The watched folder '{path}' (Inputs:Watch) cannot be used ({exception.Message}). Another server may watch it; otherwise see that this user may write it, or choose another.",
                exception);
        }
    }

    /// <summary>Makes what somebody removed of the transport's folders, and refuses links in their places.</summary>
    /// <exception cref="WatchedFolderException">One of them is a link.</exception>
    public void Check() => MakeFolders(Root);

    /// <summary>The documents that nobody has taken: oldest first, those of one time by name.</summary>
    /// <remarks>Hidden files are somebody's unfinished ones, and reasons may be copied back together with what they are about.</remarks>
    public IReadOnlyList<WaitingDocument> ListWaiting() => List(Root);

    /// <summary>The names of documents that were taken, in the same order.</summary>
    public IReadOnlyList<string> ListTaken() => [.. List(At(Working)).Select(document => document.Name)];

    /// <summary>Takes a document, unless an earlier one of that name is not answered yet. Its former answer goes with that.</summary>
    /// <returns>Whether it was taken.</returns>
    public bool TryTake(string name)
    {
        // Nobody else writes there: the lock keeps other servers out.
        if (Path.Exists(At(Working, name)))
        {
            return false;
        }

        try
        {
            File.Delete(At(Results, name));
            File.Delete(At(Rejected, name + ReasonSuffix));
            File.Move(At(name), At(Working, name), overwrite: true);
            return true;
        }
        catch (FileNotFoundException)
        {
            return false; // Whoever dropped it has taken it away again.
        }
    }

    /// <summary>Opens a document that was taken; never through a link.</summary>
    /// <returns>Null when it is no file, or is gone.</returns>
    /// <exception cref="UnauthorizedAccessException">This user may not read it.</exception>
    public FileStream? OpenTaken(string name) => DocumentFile.Open(Root, Working, name);

    /// <summary>Whether a document that was taken is still there.</summary>
    public bool IsTaken(string name) => Path.Exists(At(Working, name)) || new FileInfo(At(Working, name)).LinkTarget is not null;

    /// <summary>Notes which job a document became.</summary>
    public void WriteTicket(string name, JobTicket ticket) => Write(
        At(Working, TicketOf(name)),
        Encoding.UTF8.GetBytes(new JsonObject { ["job_id"] = ticket.JobId, ["older"] = ticket.IsOlder }.ToJsonString()));

    /// <summary>Which job a document became; null while nobody noted one.</summary>
    public JobTicket? ReadTicket(string name)
    {
        try
        {
            using var file = DocumentFile.Open(Root, Working, TicketOf(name));
            using var ticket = file is null ? null : JsonDocument.Parse(file);
            return ticket is null
                ? null
                : new JobTicket(ticket.RootElement.GetProperty("job_id").GetString()!, ticket.RootElement.GetProperty("older").GetBoolean());
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // Submitting the document again names the same job.
            return null;
        }
    }

    /// <summary>Answers a document, and puts it with those that are done.</summary>
    public void Answer(string name, ReadOnlyMemory<byte> result)
    {
        Check();
        Write(At(Results, name), result);
        Leave(name, Done);
    }

    /// <summary>Puts a document with those that are rejected, and says why.</summary>
    public void Reject(string name, ReadOnlyMemory<byte> reason)
    {
        Check();
        Write(At(Rejected, name + ReasonSuffix), reason);
        Leave(name, Rejected);
    }

    /// <summary>Forgets a document that somebody took away while it was worked on.</summary>
    public void Forget(string name) => File.Delete(At(Working, TicketOf(name)));

    public void Dispose() => _lock.Dispose();

    // The answer is there first and the note goes last: whatever a crash leaves undone is done again to the same effect.
    private void Leave(string name, string folder)
    {
        File.Move(At(Working, name), At(folder, name), overwrite: true);
        File.Delete(At(Working, TicketOf(name)));
    }

    private string At(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    private static string TicketOf(string name) => $".{name}.ticket";

    /// <summary>Readers see nothing or the whole file, also after a loss of power.</summary>
    private static void Write(string path, ReadOnlyMemory<byte> content)
    {
        var draft = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.tmp");

        // What a crash left, or a link that somebody put there, goes; a new file is never opened through one.
        File.Delete(draft);
        using (var file = new FileStream(draft, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            file.Write(content.Span);
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: true);
    }

    private static WaitingDocument[] List(string folder) => [.. new DirectoryInfo(folder).EnumerateFiles("*", Everything)
        .Where(file => file.Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
            && file.Name[0] != '.'
            && !file.Name.EndsWith(ReasonSuffix, StringComparison.OrdinalIgnoreCase)
            && Encoding.UTF8.GetByteCount(file.Name) <= LongestName)
        .Select(Look)
        .OfType<WaitingDocument>()
        .OrderBy(document => document.ModifiedAt)
        .ThenBy(document => document.Name, StringComparer.Ordinal)];

    private static WaitingDocument? Look(FileInfo file)
    {
        try
        {
            return new WaitingDocument(file.Name, file.LinkTarget is null ? file.Length : 0, file.LastWriteTimeUtc);
        }
        catch (FileNotFoundException)
        {
            return null; // Taken away while the folder was listed.
        }
    }

    private static void MakeFolders(string root)
    {
        foreach (var name in (ReadOnlySpan<string>)[Working, Results, Done, Rejected])
        {
            var folder = Directory.CreateDirectory(Path.Combine(root, name));
            if (folder.LinkTarget is not null)
            {
                throw new WatchedFolderException($"'{folder.FullName}' is a link; the folders of the watched folder (Inputs:Watch) have to be folders. Remove the link.");
            }
        }
    }
}
