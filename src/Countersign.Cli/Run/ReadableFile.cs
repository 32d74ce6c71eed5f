namespace Countersign.Cli.Run;

/// <summary>Opens a file that the user named, or says in words why not.</summary>
internal static class ReadableFile
{
    private const int BufferBytes = 1 << 16;

    /// <exception cref="UsageException">It cannot be opened.</exception>
    public static FileStream Open(string file)
    {
        if (Directory.Exists(file))
        {
            throw new UsageException($"'{file}' is a folder; allowed is a file.");
        }

        try
        {
            return new FileStream(
                file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, BufferBytes, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or ArgumentException)
        {
            throw new UsageException($"There is no file '{file}'.");
        }
        catch (UnauthorizedAccessException)
        {
            throw new UsageException($"This user may not read '{file}'.");
        }
        catch (IOException exception)
        {
            throw new UsageException($"'{file}' cannot be read: {exception.Message}");
        }
    }
}
