namespace Countersign.Server.Ports;

/// <summary>One page of definitions.</summary>
/// <param name="Items">In the order of the list.</param>
/// <param name="Total">How many match, on all pages together.</param>
public sealed record DefinitionPage(IReadOnlyList<DefinitionRecord> Items, long Total);
