using Countersign.Server.Proof;

namespace Countersign.Embedded;

/// <summary>The signing keys of a data folder, while no host runs on it.</summary>
public static class EmbeddedKeys
{
    /// <summary>Makes another key, which signs from the next start on. Of the one before, only the public half stays.</summary>
    /// <param name="dataFolder">The folder of the host.</param>
    /// <returns>The new key's name (RFC 7638).</returns>
    /// <exception cref="EmbeddedHostException">A host runs on the folder, or it cannot be written.</exception>
    public static string Rotate(string dataFolder)
    {
        using var folder = DataFolder.Open(dataFolder);
        try
        {
            return folder.Keys.Rotate();
        }
        catch (SigningKeyException exception)
        {
            throw new EmbeddedHostException([exception.Message], exception);
        }
    }
}
