namespace Countersign.Kinds.CodeAnalysis.Inventory;

/// <summary>Lines of a file or of many. Those that are neither code nor comment are empty.</summary>
/// <param name="Physical">All of them.</param>
/// <param name="Code">With something that is neither space nor comment.</param>
/// <param name="Comment">With a comment and nothing else.</param>
internal readonly record struct LineCounts(int Physical, int Code, int Comment)
{
    public static LineCounts operator +(LineCounts left, LineCounts right) =>
        new(left.Physical + right.Physical, left.Code + right.Code, left.Comment + right.Comment);
}
