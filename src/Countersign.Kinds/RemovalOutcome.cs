namespace Countersign.Kinds;

/// <summary>What became of a file, or a blob, that was to be removed.</summary>
public enum RemovalOutcome
{
    /// <summary>It was the expected one and is removed.</summary>
    Removed,

    /// <summary>Nothing has that name.</summary>
    Gone,

    /// <summary>A file has the name, and it is not the expected one or not in the expected state; it was left alone.</summary>
    Changed,

    /// <summary>What has the name, or a folder on the way to it, is a link or something else; it was left alone.</summary>
    NotAFile,

    /// <summary>Somebody holds a lease on the blob; it was left alone.</summary>
    Leased,

    /// <summary>A retention policy or a legal hold forbids to remove the blob; it was left alone.</summary>
    Protected,

    /// <summary>The system refused; the file is still there.</summary>
    Failed,
}
