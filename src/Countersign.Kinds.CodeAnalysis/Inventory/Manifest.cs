namespace Countersign.Kinds.CodeAnalysis.Inventory;

/// <summary>A file that names dependencies.</summary>
/// <param name="Path">Relative to the source's root, with slashes.</param>
/// <param name="Ecosystem">Such as <c>nuget</c> or <c>npm</c>.</param>
/// <param name="Dependencies">How many it names; null where only its own tool could tell.</param>
internal sealed record Manifest(string Path, string Ecosystem, int? Dependencies);
