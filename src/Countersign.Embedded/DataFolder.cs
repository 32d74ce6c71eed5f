using Countersign.Server.Proof;
using Countersign.Sqlite;

namespace Countersign.Embedded;

/// <summary>
/// The folder that holds everything, owned by one process at a time. The operating system gives the lock back when the
/// process dies, however it dies.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    // What a taken lock is called: EAGAIN on Linux, EWOULDBLOCK on macOS, sharing and lock violations on Windows.
    private static readonly int[] Taken = [11, 35, unchecked((int)0x80070020), unchecked((int)0x80070021)];

    private readonly FileStream _lock;

    private DataFolder(string path, FileStream held)
    {
        Path = path;
        _lock = held;
    }

    public string Path { get; }

    /// <summary>Where the keys are that vouch for decisions.</summary>
    public SigningKeyFolder Keys => new(KeysPath);

    /// <summary>The folder with every key of the installation.</summary>
    public string KeysPath => System.IO.Path.Combine(Path, "keys");

    private string DatabaseFile => System.IO.Path.Combine(Path, "countersign.db");

    /// <exception cref="EmbeddedHostException">The folder cannot be made or written, or another process has it.</exception>
    public static DataFolder Open(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(full);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new EmbeddedHostException(
                [$"The data folder '{path}' cannot be made ({exception.Message}). Choose one that this user may write with --data."], exception);
        }

        try
        {
            var held = new FileStream(System.IO.Path.Combine(full, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new DataFolder(full, held);
        }
        catch (IOException exception) when (Taken.Contains(exception.HResult))
        {
            throw new EmbeddedHostException(
                [$"Another countersign process uses the data folder '{path}'. Use that server with --server, or another folder with --data."],
                exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new EmbeddedHostException(
                [$"The data folder '{path}' cannot be written ({exception.Message}). Make room and see that this user may write it, or choose another with --data."],
                exception);
        }
    }

    /// <summary>Opens the database, made when the folder is new; one that is lost or damaged is never made again.</summary>
    /// <exception cref="EmbeddedHostException">The file is lost, damaged, or cannot be written.</exception>
    public SqliteDatabase OpenDatabase()
    {
        // The folder of uploads is made after the database: with it there was one.
        var file = new FileInfo(DatabaseFile);
        if ((!file.Exists || file.Length == 0) && Directory.Exists(System.IO.Path.Combine(Path, "uploads")))
        {
            throw new EmbeddedHostException(
                [$"'{DatabaseFile}' is {(file.Exists ? "empty" : "gone")}, but the data folder has been in use. Put a backup of the folder in its place, or choose a new folder with --data to begin anew; nothing was changed."]);
        }

        try
        {
            return SqliteDatabase.Open(new SqliteDatabaseOptions { Path = DatabaseFile });
        }
        catch (SqliteException exception)
        {
            throw StartProblems.Explain(exception, DatabaseFile);
        }
    }

    public void Dispose() => _lock.Dispose();
}
