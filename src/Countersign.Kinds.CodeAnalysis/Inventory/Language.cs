namespace Countersign.Kinds.CodeAnalysis.Inventory;

/// <summary>A language, and how its comments look.</summary>
/// <param name="Name">As people call it.</param>
/// <param name="LineComments">What begins a comment that ends with the line.</param>
/// <param name="BlockStart">What begins a comment that goes on; null for none.</param>
/// <param name="BlockEnd">What ends it.</param>
/// <param name="IsCode">Whether people write programs in it, rather than data or prose.</param>
/// <param name="Quotes">What begins and ends a text on one line, in which comments are none.</param>
internal sealed record Language(
    string Name, string[] LineComments, string? BlockStart, string? BlockEnd, bool IsCode = true, string Quotes = "\"'");
