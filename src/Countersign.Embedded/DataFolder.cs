namespace Countersign.Embedded;

/// <summary>
/// The folder that holds everything, owned by one process at a time. The operating system gives the lock back when the
/// process dies, however it dies.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    private readonly FileStream _lock;

    private DataFolder(string path, FileStream held)
    {
        Path = path;
        _lock = held;
    }

    public string Path { get; }

    public string DatabaseFile => System.IO.Path.Combine(Path, "countersign.db");

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
                [$"The data folder '{path}' cannot be made. Choose one that this user may write with --data."], exception);
        }

        try
        {
            var held = new FileStream(System.IO.Path.Combine(full, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new DataFolder(full, held);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new EmbeddedHostException(
                [$"The data folder '{path}' cannot be written. Choose one that this user may write with --data."], exception);
        }
        catch (IOException exception)
        {
            throw new EmbeddedHostException(
                [$"Another countersign process uses the data folder '{path}'. Use that server with --server, or another folder with --data."],
                exception);
        }
    }

    public void Dispose() => _lock.Dispose();
}
