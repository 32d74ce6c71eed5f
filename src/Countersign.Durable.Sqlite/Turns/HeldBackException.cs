namespace Countersign.Durable.Sqlite.Turns;

/// <summary>A turn may not run yet, because instances of the same orchestration hold up as many threads as it may have.</summary>
internal sealed class HeldBackException(string orchestration)
    : Exception($"Too many instances of orchestration '{orchestration}' are stuck in their code.");
