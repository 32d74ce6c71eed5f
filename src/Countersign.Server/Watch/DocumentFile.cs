using Countersign.Server.Inputs.Folders;

namespace Countersign.Server.Watch;

/// <summary>Opens files of the transport as what they are: through no link, neither of the file nor of its folder.</summary>
internal static class DocumentFile
{
    /// <param name="root">The watched folder.</param>
    /// <param name="folder">The folder in it.</param>
    /// <param name="name">The file.</param>
    /// <returns>Null when there is no regular file.</returns>
    /// <exception cref="UnauthorizedAccessException">This user may not read it.</exception>
    public static FileStream? Open(string root, string folder, string name) =>
        LinuxCalls.AreSupported ? OpenOnLinux(root, folder, name) : OpenPortably(Path.Combine(root, folder, name));

    private static FileStream? OpenOnLinux(string root, string folder, string name)
    {
        try
        {
            using var top = LinuxCalls.OpenRoot(root);
            using var inside = LinuxCalls.OpenInside(top, folder);
            if (LinuxCalls.Look(inside, name, out var look) != 0 || !look.IsFile)
            {
                return null;
            }

            return new FileStream(LinuxCalls.OpenFile(inside, name), FileAccess.Read, bufferSize: 0);
        }
        catch (LinuxCallException exception) when (exception.Error is LinuxCalls.AccessDenied or LinuxCalls.NotPermitted)
        {
            throw new UnauthorizedAccessException($"The server has no permission to read '{name}'.", exception);
        }
        catch (LinuxCallException)
        {
            return null;
        }
    }

    private static FileStream? OpenPortably(string path)
    {
        var file = new FileInfo(path);
        try
        {
            return file is { Exists: true, LinkTarget: null } ? file.Open(FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete) : null;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
