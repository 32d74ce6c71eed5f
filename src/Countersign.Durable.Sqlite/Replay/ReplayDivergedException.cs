namespace Countersign.Durable.Sqlite.Replay;

/// <summary>The code did not decide again what its history says it decided.</summary>
internal sealed class ReplayDivergedException(string recorded, string decided) : Exception(
    $"Replay diverged from history. History: {recorded}. Code: {decided}. "
    + "The orchestration was changed while this instance was under way, or uses something other than its context.");
