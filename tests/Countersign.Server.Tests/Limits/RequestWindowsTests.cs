using Countersign.Server.Limits;
using Countersign.Testing;
using Xunit;

namespace Countersign.Server.Tests.Limits;

/// <summary>Counts in windows of a minute.</summary>
public sealed class RequestWindowsTests
{
    private readonly VirtualClock _clock = new();
    private readonly RequestWindows<string> _windows;

    public RequestWindowsTests() => _windows = new RequestWindows<string>(_clock);

    [Fact]
    public void FullWindow_RefusesUntilItEnds()
    {
        Assert.Equal((true, 1, 60), Take());
        _clock.Advance(TimeSpan.FromSeconds(30.5));
        Assert.Equal((true, 0, 30), Take());
        Assert.Equal((false, 0, 30), Take());

        _clock.Advance(TimeSpan.FromSeconds(29.4));
        Assert.Equal((false, 0, 1), Take());

        _clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal((true, 1, 60), Take());
    }

    [Fact]
    public void ReturnedPlace_IsFreeAgain_ButNotInALaterWindow()
    {
        var taken = _windows.Take("ann", 2);
        Take();
        _windows.Return("ann", taken);
        Assert.Equal((true, 0, 60), Take());

        _clock.Advance(TimeSpan.FromMinutes(1));
        Take();
        _windows.Return("ann", taken);

        Assert.Equal(1, _windows.Look("ann", 2).Remaining);
    }

    [Fact]
    public void Users_AreCountedApart_AndLookingCountsNothing()
    {
        Take();
        Take();

        Assert.True(_windows.Look("bob", 2).Taken);
        Assert.True(_windows.Take("bob", 2).Taken);
        Assert.False(_windows.Look("ann", 2).Taken);
    }

    [Fact]
    public void ManyAtOnce_NeverGoPastTheLimitTogether()
    {
        var taken = 0;

        Parallel.For(0, 1000, _ =>
        {
            if (_windows.Take("ann", 100).Taken)
            {
                Interlocked.Increment(ref taken);
            }
        });

        Assert.Equal(100, taken);
    }

    [Fact]
    public void EndedWindows_AreForgotten()
    {
        for (var i = 0; i < 2000; i++)
        {
            _windows.Take($"user-{i}", 2);
        }

        _clock.Advance(TimeSpan.FromMinutes(1));
        Take();

        Assert.Equal(1, _windows.Count);
    }

    private (bool Taken, int Remaining, int Reset) Take()
    {
        var state = _windows.Take("ann", 2);
        return (state.Taken, state.Remaining, state.ResetSeconds);
    }
}
