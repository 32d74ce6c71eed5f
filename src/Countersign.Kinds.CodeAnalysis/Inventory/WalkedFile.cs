namespace Countersign.Kinds.CodeAnalysis.Inventory;

/// <summary>A file of the source.</summary>
/// <param name="Path">Relative to the source's root, with slashes.</param>
/// <param name="FullPath">Where the copy lies.</param>
/// <param name="Size">In bytes.</param>
internal sealed record WalkedFile(string Path, string FullPath, long Size)
{
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>Whether the name says that it is for tests, examples or documentation, where a secret is most likely none.</summary>
    public bool IsTestOrSample { get; } = Prose.Any(end => Path.EndsWith(end, StringComparison.OrdinalIgnoreCase)) || Path.Split('/').Any(part =>
        Words.Any(word => part.Contains(word, StringComparison.OrdinalIgnoreCase)));

    private static readonly string[] Prose = [".md", ".markdown", ".rst", ".adoc"];
    private static readonly string[] Words = ["test", "spec", "sample", "example", "fixture", "mock", "demo", "docs", "benchmark"];
}
