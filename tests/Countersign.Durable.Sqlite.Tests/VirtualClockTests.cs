using Countersign.Testing;
using Xunit;

namespace Countersign.Durable.Sqlite.Tests;

/// <summary>The test kit's clock, on which the engine's suites rest.</summary>
public sealed class VirtualClockTests
{
    private readonly VirtualClock _clock = new();
    private readonly List<string> _fired = [];

    [Fact]
    public void Advance_FiresWhatIsDueInOrderAndAtItsInstant()
    {
        var start = _clock.GetUtcNow();
        using var late = Timer("late", TimeSpan.FromSeconds(3));
        using var first = Timer("first", TimeSpan.FromSeconds(1));
        using var second = Timer("second", TimeSpan.FromSeconds(1));

        _clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(["first at 1", "second at 1"], _fired);
        Assert.Equal(start + TimeSpan.FromSeconds(2), _clock.GetUtcNow());

        string At(string name) => $"{name} at {(_clock.GetUtcNow() - start).TotalSeconds}";
        ITimer Timer(string name, TimeSpan due) =>
            _clock.CreateTimer(_ => _fired.Add(At(name)), null, due, Timeout.InfiniteTimeSpan);
    }

    [Fact]
    public void Advance_FiresTimersThatCallbacksSet()
    {
        ITimer? timer = null;
        timer = _clock.CreateTimer(
            _ =>
            {
                _fired.Add("x");
                timer!.Change(TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
            },
            null,
            TimeSpan.FromSeconds(1),
            Timeout.InfiniteTimeSpan);

        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(5, _fired.Count);
    }

    [Fact]
    public void Advance_RepeatsPeriodicTimersUntilDisposed()
    {
        var timer = _clock.CreateTimer(_ => _fired.Add("x"), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        _clock.Advance(TimeSpan.FromSeconds(5));
        timer.Dispose();

        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(3, _fired.Count);
        Assert.False(timer.Change(TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan));
    }

    [Fact]
    public async Task Delay_OnTheClock_EndsWithTheAdvance()
    {
        var delay = Task.Delay(TimeSpan.FromHours(1), _clock);
        Assert.False(delay.IsCompleted);

        _clock.Advance(TimeSpan.FromHours(1));

        await delay.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(TimeSpan.FromHours(1), _clock.GetElapsedTime(0));
    }
}
