using Countersign.Durable.Sqlite.History;

namespace Countersign.Durable.Sqlite.Replay;

/// <summary>The calls and timers of one execution that have no answer yet, by number.</summary>
internal sealed class PendingTasks
{
    private readonly Dictionary<int, PendingTask> _open = [];

    public int Count => _open.Count;

    public IEnumerable<HistoryEvent> Decisions => _open.Values.Where(task => !task.IsAnswered).Select(task => task.Decision);

    /// <summary>How many activities have been asked for and not answered.</summary>
    public int OpenActivities { get; private set; }

    /// <summary>Whether the task has been asked for and not answered.</summary>
    public bool IsOpen(int taskId) => _open.TryGetValue(taskId, out var task) && !task.IsAnswered;

    public void Add(PendingTask task)
    {
        _open.Add(task.Decision.TaskId, task);
        OpenActivities += task.Decision.Kind is HistoryEventKind.TaskScheduled ? 1 : 0;
    }

    /// <summary>Takes note of an answer; false when it is the second one, or nobody asked.</summary>
    public bool TryAnswer(HistoryEvent answer)
    {
        if (!_open.TryGetValue(answer.TaskId, out var task) || task.IsAnswered || !Fits(task.Decision.Kind, answer.Kind))
        {
            return false;
        }

        task.IsAnswered = true;
        OpenActivities -= task.Decision.Kind is HistoryEventKind.TaskScheduled ? 1 : 0;
        return true;
    }

    /// <summary>Puts the recorded decision in the place of the equal one that replay just made.</summary>
    public void Adopt(HistoryEvent recorded)
    {
        if (_open.TryGetValue(recorded.TaskId, out var task))
        {
            task.Decision = recorded;
        }
    }

    public PendingTask? Remove(int taskId) => _open.Remove(taskId, out var task) ? task : null;

    private static bool Fits(HistoryEventKind decision, HistoryEventKind answer) => answer switch
    {
        HistoryEventKind.TaskCompleted or HistoryEventKind.TaskFailed => decision is HistoryEventKind.TaskScheduled,
        HistoryEventKind.TimerFired => decision is HistoryEventKind.TimerCreated,
        _ => decision is HistoryEventKind.SubOrchestrationInstanceCreated,
    };
}
