using System.Buffers;
using System.Security.Cryptography;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Hashing;
using Countersign.Kinds.Sources;

namespace Countersign.Server.Inputs.Sources;

/// <summary>Writes files below one folder and nowhere else, and counts what it writes while it does.</summary>
/// <param name="folder">Empty, absolute, and the server's own: nothing in it can be a link.</param>
/// <param name="limits">How much is too much.</param>
internal sealed class TreeWriter(string folder, LimitsOptions limits)
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _notes = [];

    public int Files { get; private set; }

    public long Bytes { get; private set; }

    public int MostFiles => limits.MaxSourceFiles;

    /// <summary>How many things of any sort a source may list: files, and their folders and links.</summary>
    public long MostEntries => 1000 + 4L * limits.MaxSourceFiles;

    public IReadOnlyList<string> Notes => [.. _notes.Order(StringComparer.Ordinal)];

    public void Note(string sentence) => _notes.Add(sentence);

    /// <summary>Writes a file and returns its digest.</summary>
    /// <param name="name">Relative, with slashes.</param>
    /// <param name="content">Read to its end, or to the limit.</param>
    /// <param name="isProgram">Whether it may be run.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <exception cref="WorkFailedException"><c>source_refused</c>.</exception>
    public async Task<string> AddAsync(string name, Stream content, bool isProgram, CancellationToken cancellationToken)
    {
        if (!SourceInput.IsTreePath(name))
        {
            throw Refused($"it holds the name '{Shown(name)}', which is no relative path that stays inside");
        }

        if (!_names.Add(name))
        {
            throw Refused($"it holds '{Shown(name)}' twice");
        }

        if (++Files > limits.MaxSourceFiles)
        {
            throw TooManyFiles();
        }

        var path = Path.Combine(folder, name);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = Mode(isProgram);
            }

            await using var file = new FileStream(path, options);
            return await CopyAsync(content, file, cancellationToken);
        }
        catch (PathTooLongException exception)
        {
            throw Refused($"the name '{Shown(name)}' is too long for this machine", exception);
        }
        catch (IOException exception) when (File.Exists(path) || Directory.Exists(path) || HasFileAsFolder(name))
        {
            throw Refused($"'{Shown(name)}' is there as a folder and as a file", exception);
        }
    }

    public WorkFailedException TooManyFiles() => Refused($"it holds more than {limits.MaxSourceFiles:N0} files (Limits:MaxSourceFiles)");

    public static WorkFailedException Refused(string why, Exception? inner = null) =>
        new(ErrorCodes.SourceRefused, $"The source cannot be used: {why}.", inner: inner);

    private async Task<string> CopyAsync(Stream content, FileStream file, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            int read;
            while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
            {
                // Counted as it comes out: what an archive says of itself is not believed.
                Bytes += read;
                if (Bytes > limits.MaxSourceBytes)
                {
                    throw Refused($"it holds more than {limits.MaxSourceBytes:N0} bytes (Limits:MaxSourceBytes)");
                }

                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return Digest.FromHash(hash.GetHashAndReset());
    }

    private bool HasFileAsFolder(string name)
    {
        var parts = name.Split('/');
        return Enumerable.Range(1, parts.Length - 1).Any(count => File.Exists(Path.Combine(folder, Path.Combine(parts[..count]))));
    }

    private static UnixFileMode Mode(bool isProgram)
    {
        const UnixFileMode Plain = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        return isProgram ? Plain | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute : Plain;
    }

    private static string Shown(string name) => name.Length <= 200 ? name : name[..200] + " …";
}
