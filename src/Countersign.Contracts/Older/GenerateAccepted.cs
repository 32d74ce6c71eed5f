namespace Countersign.Contracts.Older;

/// <summary>The answer to a generation that was accepted.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Status">Folded to what the older services had.</param>
/// <param name="Message">For people.</param>
public sealed record GenerateAccepted(string JobId, string Status, string Message);
