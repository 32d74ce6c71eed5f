using Countersign.Server.Events;
using Countersign.Testing;
using Xunit;

namespace Countersign.Server.Tests.Live;

/// <summary>Readings that many share: made once, kept for a moment, and never in place of something new.</summary>
public sealed class SharedReadsTests
{
    private readonly VirtualClock _clock = new();
    private readonly SharedReads<string, string> _shared;
    private int _readings;

    public SharedReadsTests() => _shared = new SharedReads<string, string>(_clock, part => part.Length == 0);

    [Fact]
    public async Task ThoseWhoAskAtOnce_ShareOneReading()
    {
        var slow = new TaskCompletionSource<string>();
        var asking = Enumerable.Range(0, 1000).Select(_ => _shared.ReadAsync("a", _ => Count(slow.Task), CancellationToken.None)).ToArray();

        slow.SetResult("found");

        Assert.All(await Task.WhenAll(asking), found => Assert.Equal("found", found));
        Assert.Equal(1, _readings);
    }

    [Fact]
    public async Task APart_IsKeptForAMoment()
    {
        Assert.Equal("one", await ReadAsync("one"));
        _clock.Advance(TimeSpan.FromSeconds(1.9));
        Assert.Equal("one", await ReadAsync("two"));
        _clock.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal("two", await ReadAsync("two"));
    }

    [Fact]
    public async Task NothingFound_IsNotKept()
    {
        Assert.Equal("", await ReadAsync(""));

        Assert.Equal("new", await ReadAsync("new"));
    }

    [Fact]
    public async Task AReadingThatFailed_IsNotKept()
    {
        await Assert.ThrowsAsync<TimeoutException>(
            () => _shared.ReadAsync("a", _ => Task.FromException<string>(new TimeoutException()), CancellationToken.None));

        Assert.Equal("found", await ReadAsync("found"));
    }

    [Fact]
    public async Task WhoGoesAway_DoesNotStopTheOthers()
    {
        var slow = new TaskCompletionSource<string>();
        using var leaving = new CancellationTokenSource();
        var gone = _shared.ReadAsync("a", _ => slow.Task, leaving.Token);
        var staying = _shared.ReadAsync("a", _ => slow.Task, CancellationToken.None);

        await leaving.CancelAsync();
        slow.SetResult("found");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        Assert.Equal("found", await staying);
    }

    [Fact]
    public async Task ManyParts_AreNotKeptForEver()
    {
        for (var i = 0; i < 2000; i++)
        {
            await _shared.ReadAsync($"{i}", key => Task.FromResult(key), CancellationToken.None);
        }

        Assert.InRange(_shared.Count, 1, 300);
    }

    private Task<string> ReadAsync(string found) => _shared.ReadAsync("a", _ => Count(Task.FromResult(found)), CancellationToken.None);

    private Task<string> Count(Task<string> reading)
    {
        Interlocked.Increment(ref _readings);
        return reading;
    }
}
