namespace Countersign.Kinds.CodeAnalysis.Inventory;

/// <summary>What a line holds.</summary>
internal enum LineKind
{
    Empty,
    Code,
    Comment,
}
