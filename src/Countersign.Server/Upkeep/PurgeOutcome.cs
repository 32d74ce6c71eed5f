namespace Countersign.Server.Upkeep;

/// <summary>What a removal of jobs did.</summary>
/// <param name="Removed">How many jobs it removed.</param>
/// <param name="Complete">Whether there was time for all; false where the next one goes on.</param>
internal sealed record PurgeOutcome(int Removed, bool Complete);
