using System.Globalization;

namespace Countersign.Server.Proof;

/// <summary>
/// The folder with the keys of an installation that keeps its own: <c>proof-0001.pem</c> and so on. The highest number signs;
/// of the others only the public halves are kept, which is all that checking needs.
/// </summary>
public sealed class SigningKeyFolder(string path)
{
    private const string Pattern = "proof-*.pem";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Reads the keys, newest first; the first is private. Makes the first key in an empty folder.</summary>
    /// <exception cref="SigningKeyException">A file is no such key, or the folder cannot be read or written.</exception>
    internal IReadOnlyList<string> Open() => Guard(() =>
    {
        Directory.CreateDirectory(path);
        RemoveUnfinished();
        var files = Files();
        if (files.Length == 0)
        {
            Write(FileOf(1), PemKeys.Make());
            files = Files();
        }

        ForgetOldPrivateHalves(files);
        return (IReadOnlyList<string>)[.. files.Reverse().Select(File.ReadAllText)];
    });

    /// <summary>Reads the keys that are there, newest first, and makes none.</summary>
    /// <exception cref="SigningKeyException">The folder cannot be read.</exception>
    internal IReadOnlyList<string> Peek() => Guard(() =>
        Directory.Exists(path) ? (IReadOnlyList<string>)[.. Files().Reverse().Select(File.ReadAllText)] : []);

    /// <summary>Makes another key, which signs from the next start on.</summary>
    /// <returns>The new key's name (RFC 7638).</returns>
    /// <exception cref="SigningKeyException">The folder cannot be read or written.</exception>
    public string Rotate() => Guard(() =>
    {
        Directory.CreateDirectory(path);
        var made = PemKeys.Make();
        Write(FileOf(Files().Length == 0 ? 1 : NumberOf(Files()[^1]) + 1), made);
        ForgetOldPrivateHalves(Files());
        return PemKeys.TryRead(made)!.Public.Kid;
    });

    private string[] Files() => [.. Directory.GetFiles(path, Pattern).OrderBy(NumberOf)];

    private string FileOf(int number) => Path.Combine(path, string.Create(CultureInfo.InvariantCulture, $"proof-{number:D4}.pem"));

    private static int NumberOf(string file) =>
        int.TryParse(Path.GetFileNameWithoutExtension(file)["proof-".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new SigningKeyException($"'{file}' is no key file of ours: they are named proof-0001.pem and so on. Move it away.");

    /// <summary>A key that signs no more can no longer be stolen once only its public half is there.</summary>
    private static void ForgetOldPrivateHalves(string[] files)
    {
        foreach (var file in files.SkipLast(1))
        {
            var pem = File.ReadAllText(file);
            var key = PemKeys.TryRead(pem) ?? throw NoKey(file);
            if (key.CanSign)
            {
                Write(file, PemKeys.PublicHalf(pem));
            }
        }

        if (files.Length > 0 && PemKeys.TryRead(File.ReadAllText(files[^1])) is not { CanSign: true })
        {
            throw NoKey(files[^1]);
        }
    }

    /// <summary>Written beside and moved into place: a crash leaves the old file or the new one, and neither in parts.</summary>
    private static void Write(string file, string pem)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        var unfinished = file + ".new";
        using (var stream = new FileStream(unfinished, options))
        {
            stream.Write(System.Text.Encoding.ASCII.GetBytes(pem));
            stream.Flush(flushToDisk: true);
        }

        File.Move(unfinished, file, overwrite: true);
    }

    private void RemoveUnfinished()
    {
        foreach (var file in Directory.GetFiles(path, Pattern + ".new"))
        {
            File.Delete(file);
        }
    }

    private static SigningKeyException NoKey(string file) =>
        new($"'{file}' holds no EC P-256 key in PEM. Put it back from a backup: without it, decisions that it signed are not believed.");

    private T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SigningKeyException($"The key folder '{path}' cannot be used ({exception.Message}). See that this user may read and write it.", exception);
        }
    }
}
