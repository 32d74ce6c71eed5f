using Countersign.Storage.Sqlite.Events;
using Xunit;

namespace Countersign.Storage.Sqlite.Tests;

public sealed class EventSignalsTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);
    private readonly EventSignals _signals = new(TimeProvider.System);

    [Fact]
    public async Task Listener_ThatRanOutOfTime_LeavesNothingBehind()
    {
        using (var listener = _signals.Listen("a"))
        {
            await listener.WaitAsync(TimeSpan.Zero, CancellationToken.None);
        }

        Assert.Equal(0, _signals.Count());
    }

    [Fact]
    public async Task Listener_ThatWasCancelled_LeavesNothingBehind()
    {
        using (var listener = _signals.Listen("a"))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => listener.WaitAsync(Long, new CancellationToken(canceled: true)));
        }

        Assert.Equal(0, _signals.Count());
    }

    [Fact]
    public async Task Raise_WakesListenersOfThatJobOnly()
    {
        using var one = _signals.Listen("a");
        using var other = _signals.Listen("A");
        var waiting = other.WaitAsync(Long, CancellationToken.None);

        _signals.Raise("a");

        await one.WaitAsync(Long, CancellationToken.None);
        Assert.False(waiting.IsCompleted);
    }

    [Fact]
    public async Task Leaving_AfterARaise_KeepsTheNextListener()
    {
        var early = _signals.Listen("a");
        _signals.Raise("a");
        using var late = _signals.Listen("a");

        early.Dispose();
        _signals.Raise("a");

        await late.WaitAsync(Long, CancellationToken.None);
    }

    [Fact]
    public async Task Raise_WakesTensOfThousands()
    {
        var listeners = Enumerable.Range(0, 30_000).Select(i => _signals.Listen($"job{i % 10_000}")).ToArray();
        var waiting = listeners.Select(listener => listener.WaitAsync(Long, CancellationToken.None)).ToArray();

        for (var i = 0; i < 10_000; i++)
        {
            _signals.Raise($"job{i}");
        }

        await Task.WhenAll(waiting).WaitAsync(TimeSpan.FromSeconds(20));
        Array.ForEach(listeners, listener => listener.Dispose());
        Assert.Equal(0, _signals.Count());
    }
}
