namespace Countersign.Kinds;

/// <summary>What a folder's entry is. On the wire in snake_case.</summary>
public enum FolderItemType
{
    /// <summary>A regular file.</summary>
    File,

    /// <summary>A symbolic link or another kind of reparse point.</summary>
    SymbolicLink,

    /// <summary>A pipe, a socket, a device.</summary>
    SpecialFile,

    /// <summary>A folder that may not be read, or lies too deep.</summary>
    UnreadableFolder,

    /// <summary>A folder that belongs to the server.</summary>
    ServerFolder,

    /// <summary>An entry whose name is no valid Unicode text, so that a plan could not name it.</summary>
    UnnameableEntry,
}
