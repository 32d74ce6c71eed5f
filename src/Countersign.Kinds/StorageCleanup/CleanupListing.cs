namespace Countersign.Kinds.StorageCleanup;

/// <summary>An entry of a target: one that may be removed, or one that is passed over.</summary>
/// <param name="Name">Below the target, with slashes.</param>
/// <param name="Item">What may be removed; null for what is passed over.</param>
/// <param name="PassedAs">Why it is passed over, a wire name; null for what may be removed.</param>
internal sealed record CleanupListing(string Name, CleanupItem? Item, string? PassedAs);
