using System.Diagnostics.CodeAnalysis;

namespace Countersign.Durable.Sqlite.Activities;

/// <summary>
/// Activities that wait for a place. Those of instances that are under way go before the first of an instance that has not
/// begun: what was started is finished, however many more come. Each kind is first come, first served.
/// </summary>
/// <remarks>Every fourth place goes to a beginner all the same, so that neither kind waits for ever.</remarks>
internal sealed class ActivityQueue
{
    private const int BeginnersTurn = 4;

    private readonly Queue<ActivityCall> _underWay = [];
    private readonly Queue<ActivityCall> _beginners = [];
    private int _taken;

    /// <summary>How many first activities wait.</summary>
    public int Beginners => _beginners.Count;

    public void Enqueue(ActivityCall call) => (call.IsFirst && !call.ComesBack ? _beginners : _underWay).Enqueue(call);

    /// <summary>Takes the next.</summary>
    /// <param name="forBeginners">Whether instances may begin.</param>
    /// <param name="call">The call.</param>
    public bool TryTake(bool forBeginners, [MaybeNullWhen(false)] out ActivityCall call)
    {
        if (!forBeginners)
        {
            return _underWay.TryDequeue(out call);
        }

        var (first, second) = ++_taken % BeginnersTurn == 0 ? (_beginners, _underWay) : (_underWay, _beginners);
        return first.TryDequeue(out call) || second.TryDequeue(out call);
    }

    public void Clear()
    {
        _underWay.Clear();
        _beginners.Clear();
    }
}
