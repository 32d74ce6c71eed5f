namespace Countersign.Contracts.Older;

/// <summary>The answer to a build or an analysis that was accepted or cancelled.</summary>
/// <param name="TaskId">The job.</param>
/// <param name="Status">Folded to what the older services had.</param>
/// <param name="Message">For people.</param>
public sealed record OlderAccepted(string TaskId, string Status, string Message);
