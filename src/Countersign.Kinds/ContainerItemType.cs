namespace Countersign.Kinds;

/// <summary>What a container's entry is. On the wire in snake_case.</summary>
public enum ContainerItemType
{
    /// <summary>A blob that nobody holds.</summary>
    Blob,

    /// <summary>A blob with a lease on it: somebody works on it.</summary>
    LeasedBlob,

    /// <summary>What stands for a folder in a storage with folders.</summary>
    FolderMarker,

    /// <summary>A blob with <c>.</c> or <c>..</c> as a part of its name, which an address cannot say.</summary>
    UnaddressableBlob,
}
