using Countersign.Durable.Sqlite.History;
using Countersign.Durable.Sqlite.Storage;
using Countersign.Durable.Sqlite.Turns;
using Microsoft.Extensions.Logging;

namespace Countersign.Durable.Sqlite.Timers;

/// <summary>
/// Fires the stored timers. The table is the queue; in memory there is one timer for the next due row, however many wait.
/// </summary>
/// <remarks>A firing may be delivered twice; the instance takes the first and ignores the second.</remarks>
internal sealed class TimerQueue(InstanceReader reader, TimeProvider clock, ILogger logger) : IDisposable
{
    // Machine timers stand still while a laptop sleeps, and cannot wait months: look again after this long at the latest.
    private static readonly TimeSpan LongestNap = TimeSpan.FromMinutes(1);
    private const int SliceSize = 1000;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Lock _scan = new();
    private Action<string, InstanceMessage>? _post;
    private ITimer? _timer;
    private long _fired = long.MinValue;
    private long _next = long.MaxValue;

    /// <summary>Begins to fire, what became due while nothing ran included.</summary>
    public void Start(Action<string, InstanceMessage> post)
    {
        _post = post;
        _timer = clock.CreateTimer(_ => Tick(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Scan();
    }

    /// <summary>Takes note of a timer that has just been stored.</summary>
    public void Add(DueTimer timer)
    {
        var due = timer.Position.Due;
        lock (_gate)
        {
            if (due > Now())
            {
                // Below what was fired already only when the machine's clock was set back.
                _fired = Math.Min(_fired, due - 1);
                _next = Math.Min(_next, due);
                Arm();
                return;
            }
        }

        Fire(timer);
    }

    public void Dispose() => _timer?.Dispose();

    private void Tick()
    {
        lock (_gate)
        {
            if (_next > Now())
            {
                Arm();
                return;
            }
        }

        Scan();
    }

    private void Scan()
    {
        lock (_scan)
        {
            long after, until;
            lock (_gate)
            {
                // Both set before reading: a row that is stored after the read is announced after this, and handled there.
                (after, until) = (_fired, Now());
                (_fired, _next) = (until, long.MaxValue);
            }

            try
            {
                FireAll(after, until);
                Next(reader.ReadNextDue(until) ?? long.MaxValue);
            }
#pragma warning disable CA1031 // A timer thread has no caller; what fails now is tried again.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                Logs.TimersNotRead(logger, exception);
                lock (_gate)
                {
                    _fired = Math.Min(_fired, after);
                }

                Next(until + RetryDelay.Ticks);
            }
        }
    }

    // In slices: after a long downtime very many may be due.
    private void FireAll(long after, long until)
    {
        var position = TimerPosition.After(after);
        IReadOnlyList<DueTimer> slice;
        do
        {
            slice = reader.ReadDueTimers(position, until, SliceSize);
            foreach (var timer in slice)
            {
                Fire(timer);
                position = timer.Position;
            }
        }
        while (slice.Count == SliceSize);
    }

    private void Next(long due)
    {
        lock (_gate)
        {
            _next = Math.Min(_next, due);
            Arm();
        }
    }

    private void Arm()
    {
        if (_next == long.MaxValue)
        {
            return;
        }

        // Rounded up: timers count milliseconds, and one that fires early would only be armed again.
        var wait = Math.Min(Math.Max(_next - Now(), 0), LongestNap.Ticks);
        var milliseconds = (wait + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond;
        _timer!.Change(TimeSpan.FromMilliseconds(milliseconds), Timeout.InfiniteTimeSpan);
    }

    private long Now() => StoredTime.FromInstant(clock.GetUtcNow());

    private void Fire(DueTimer timer) => _post!(
        timer.InstanceId,
        InstanceMessage.Answer(timer.Generation, new HistoryEvent(HistoryEventKind.TimerFired) { TaskId = timer.Position.TaskId }));
}
