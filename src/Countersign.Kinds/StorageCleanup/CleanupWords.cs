namespace Countersign.Kinds.StorageCleanup;

/// <summary>How plans and reports speak of a target.</summary>
/// <param name="One">One of what it holds.</param>
/// <param name="Many">Several of them.</param>
/// <param name="Place">The target with its name, as a phrase.</param>
/// <param name="PassedOver">What is never removed from it.</param>
/// <param name="Precondition">What holds each item of a plan to what the plan shows.</param>
/// <param name="Narrower">What to do when there is too much of it.</param>
internal sealed record CleanupWords(string One, string Many, string Place, string PassedOver, string Precondition, string Narrower)
{
    public static CleanupWords Of(CleanupInput input) => input.IsContainer
        ? new CleanupWords(
            "blob",
            "blobs",
            $"in container {CleanupPreview.Quote(input.Target)}",
            "blobs that are leased, stand for folders or cannot be addressed",
            "each blob only while its etag and its snapshots are the ones here and nobody holds a lease on it.",
            "Narrow the rules.")
        : new CleanupWords(
            "file",
            "files",
            $"below {CleanupPreview.Quote(input.Target)}",
            "links, special files or unreadable folders",
            "each file only while its etag is the one here.",
            "Narrow the rules, or name a folder further down.");
}
