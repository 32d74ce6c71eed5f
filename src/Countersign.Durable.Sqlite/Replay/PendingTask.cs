using Countersign.Durable.Sqlite.History;

namespace Countersign.Durable.Sqlite.Replay;

/// <summary>A call or timer that the orchestration's code may be waiting for.</summary>
internal abstract class PendingTask(HistoryEvent decision)
{
    /// <summary>The decision that created it; after a replay the recorded one, which the world was told of.</summary>
    public HistoryEvent Decision { get; set; } = decision;

    /// <summary>Whether the answer is recorded, even if the code has not seen it yet because the instance is suspended.</summary>
    public bool IsAnswered { get; set; }

    /// <summary>Hands the answer to the code.</summary>
    public abstract void Complete(HistoryEvent answer);
}
