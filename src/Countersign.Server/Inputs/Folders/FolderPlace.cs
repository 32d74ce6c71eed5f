using Countersign.Contracts.Errors;

namespace Countersign.Server.Inputs.Folders;

/// <summary>Where a folder of a request lies.</summary>
/// <param name="Given">As the request names it; what messages show.</param>
/// <param name="Root">The configured root, without links.</param>
/// <param name="Parts">The names from the root to the folder.</param>
/// <param name="ServerFolders">Folders that jobs never touch.</param>
public sealed record FolderPlace(string Given, string Root, IReadOnlyList<string> Parts, IReadOnlyList<string> ServerFolders)
{
    /// <summary>The folder's path, without links if none of its parts is one.</summary>
    public string FullPath => Path.Combine([Root, .. Parts]);

    /// <summary>Whether something below the folder is or lies in a folder that jobs never touch.</summary>
    /// <param name="name">Relative to the folder, with slashes.</param>
    public bool IsTheServers(string name)
    {
        var full = Path.GetFullPath(Path.Combine(FullPath, name.Replace('/', Path.DirectorySeparatorChar)));
        return ServerFolders.Any(folder => full == folder || full.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal));
    }

    public WorkFailedException NotFound() => new(
        ErrorCodes.InputNotFound, $"There is no folder '{Given}' below the folders that jobs may use (Inputs:Roots).");

    public WorkFailedException NotAllowed() => new(
        ErrorCodes.InputNotAllowed, $"'{Given}' cannot be used: a part of it is a symbolic link or no folder.");

    public WorkFailedException NoPermission() => new(
        ErrorCodes.InputNotAllowed, $"The server has no permission to read '{Given}'.");
}
