using System.Diagnostics.CodeAnalysis;

namespace Countersign.Sqlite;

/// <summary>Units of work on their way from many threads to the one that writes.</summary>
/// <remarks>The writer sleeps when there is nothing, without spinning: on a small machine it would spin on somebody's core.</remarks>
internal sealed class WorkQueue
{
    private readonly Queue<UnitOfWork> _units = [];
    private readonly object _gate = new();
    private bool _isWaiting;
    private bool _isComplete;

    /// <summary>Adds a unit; false when the queue takes no more.</summary>
    public bool TryAdd(UnitOfWork unit)
    {
        lock (_gate)
        {
            if (_isComplete)
            {
                return false;
            }

            _units.Enqueue(unit);
            if (_isWaiting)
            {
                _isWaiting = false;
                Monitor.Pulse(_gate);
            }

            return true;
        }
    }

    /// <summary>Takes no more units from now on; false when that was so already.</summary>
    public bool TryComplete()
    {
        lock (_gate)
        {
            var first = !_isComplete;
            _isComplete = true;
            Monitor.Pulse(_gate);
            return first;
        }
    }

    /// <summary>Blocks until there is a unit; false when there will never be one.</summary>
    public bool WaitForWork()
    {
        lock (_gate)
        {
            while (_units.Count == 0 && !_isComplete)
            {
                _isWaiting = true;
                Monitor.Wait(_gate);
            }

            return _units.Count > 0;
        }
    }

    public bool TryTake([MaybeNullWhen(false)] out UnitOfWork unit)
    {
        lock (_gate)
        {
            return _units.TryDequeue(out unit);
        }
    }
}
