using Countersign.Contracts.Plans;

namespace Countersign.Kinds.Sources;

/// <summary>A copy of a source that belongs to the job alone.</summary>
public sealed class SourceTree(Action? discard = null) : IDisposable
{
    /// <summary>The absolute folder with the files; whoever has the tree may change them.</summary>
    public required string Folder { get; init; }

    /// <summary>An absolute folder beside it for home and temporary files of programs that run in the tree.</summary>
    public required string Home { get; init; }

    /// <summary>What was read to make the copy, in the order of name; empty for files that stood in the input.</summary>
    public required IReadOnlyList<ContentEntry> Content { get; init; }

    /// <summary>How many files the source has.</summary>
    public required int Files { get; init; }

    /// <summary>Their size in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>
    /// Whether the copy was made just now. One that is new at a later step than the first has lost what earlier steps made in it,
    /// after a crash that took the folder or on another machine.
    /// </summary>
    public required bool IsNew { get; init; }

    /// <summary>What was left out, in sentences: links, devices, the repository's own data.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Removes the copy, where it was made to be looked at once; a working copy stays for the next step.</summary>
    public void Dispose() => discard?.Invoke();
}
