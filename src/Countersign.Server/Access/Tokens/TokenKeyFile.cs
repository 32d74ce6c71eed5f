using System.Security.Cryptography;
using Countersign.Server.Proof;

namespace Countersign.Server.Access.Tokens;

/// <summary>The secret of an installation that keeps its own: made at the first start, readable by its owner alone.</summary>
public static class TokenKeyFile
{
    /// <summary>Reads the secret of a folder, and makes it when there is none.</summary>
    /// <param name="folder">The folder with the keys; made when absent.</param>
    /// <returns>The value for <see cref="AuthOptions.SigningKey"/>.</returns>
    /// <exception cref="SigningKeyException">The file is no such secret, or cannot be read or written.</exception>
    public static string Open(string folder)
    {
        var file = Path.Combine(folder, "tokens.key");
        try
        {
            Directory.CreateDirectory(folder);
            if (!File.Exists(file))
            {
                Write(file, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
            }

            var text = File.ReadAllText(file).Trim();
            return TokenKeys.TryRead(text, out _)
                ? text
                : throw new SigningKeyException($"'{file}' is no key for tokens. Delete it: another is made, and clients fetch new tokens.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SigningKeyException($"The key file '{file}' cannot be used ({exception.Message}). See that this user may read and write it.", exception);
        }
    }

    /// <summary>Written beside and moved into place: a crash leaves the whole file or none.</summary>
    private static void Write(string file, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var stream = new FileStream(file + ".new", options))
        {
            stream.Write(System.Text.Encoding.ASCII.GetBytes(text + "\n"));
            stream.Flush(flushToDisk: true);
        }

        File.Move(file + ".new", file, overwrite: true);
    }
}
