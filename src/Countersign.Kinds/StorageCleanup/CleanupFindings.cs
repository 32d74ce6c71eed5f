namespace Countersign.Kinds.StorageCleanup;

/// <summary>What a plan is made of: the part of <see cref="CleanupFacts"/> that is read back.</summary>
/// <param name="AsOf">When the target was looked at; what ages are counted to.</param>
/// <param name="Matches">The items that the rules picked.</param>
/// <param name="SoftDeleteDays">For how long what is removed can be brought back; 0 for not at all, null where that is not known.</param>
internal sealed record CleanupFindings(DateTimeOffset AsOf, IReadOnlyList<CleanupItem> Matches, int? SoftDeleteDays);
