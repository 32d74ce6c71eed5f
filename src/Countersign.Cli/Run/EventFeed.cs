using Countersign.Contracts.Events;

namespace Countersign.Cli.Run;

/// <summary>A job's events one after the other, with a look at the next one before it is taken.</summary>
internal sealed class EventFeed : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly IAsyncEnumerator<JobEvent> _events;
    private Task<JobEvent?>? _next;

    public EventFeed(IAsyncEnumerable<JobEvent> events, CancellationToken cancellationToken)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _events = events.GetAsyncEnumerator(_stop.Token);
    }

    /// <summary>The next event, which stays the next one; null at the end.</summary>
    public Task<JobEvent?> PeekAsync() => _next ??= ReadAsync();

    /// <summary>The next event; null at the end.</summary>
    public async Task<JobEvent?> TakeAsync()
    {
        var next = await PeekAsync();
        if (next is not null)
        {
            _next = null;
        }

        return next;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_next is not null)
        {
            // An enumerator may not be disposed while it moves.
            await _next.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }

        await _events.DisposeAsync();
        _stop.Dispose();
    }

    private async Task<JobEvent?> ReadAsync() => await _events.MoveNextAsync() ? _events.Current : null;
}
