using Countersign.Contracts.Events;
using Countersign.Server.Live;
using Xunit;

namespace Countersign.Server.Tests.Live;

/// <summary>Reads a subscription event by event; what does not come within the patience fails with what came.</summary>
internal sealed class Subscriber : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly LiveSubscription _subscription;
    private readonly IAsyncEnumerator<JobEvent> _events;
    private Task<bool>? _next;

    public Subscriber(LiveSubscription subscription) =>
        (_subscription, _events) = (subscription, subscription.ReadAllAsync().GetAsyncEnumerator());

    public List<JobEvent> Got { get; } = [];

    public Task<string> Overflowed => _subscription.Overflowed;

    /// <summary>Asks for the next event and does not wait for it: a subscriber that has caught up and is ready.</summary>
    public Task<bool> Ask() => _next ??= _events.MoveNextAsync().AsTask();

    /// <summary>Reads until the subscriber has an event with this number of this job.</summary>
    public async Task<IReadOnlyList<JobEvent>> ReadToAsync(long seq, string jobId = "job")
    {
        while (!Got.Any(entry => entry.JobId == jobId && entry.Seq >= seq))
        {
            Assert.True(await NextAsync(), $"The subscription ended after {Describe()}.");
        }

        return Got;
    }

    /// <summary>Reads one more event; false when there is none any more.</summary>
    public async Task<bool> NextAsync()
    {
        bool more;
        try
        {
            more = await Ask().WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            throw new InvalidOperationException($"No event came within {Patience} after {Describe()}.");
        }

        _next = null;
        if (more)
        {
            Got.Add(_events.Current);
        }

        return more;
    }

    /// <summary>That each job's events follow each other without a gap or a repeat, merged ones counted.</summary>
    public void AssertGapless(string because)
    {
        foreach (var job in Got.GroupBy(entry => entry.JobId))
        {
            var last = job.First().FirstSeq - 1;
            foreach (var entry in job)
            {
                Assert.True(entry.FirstSeq == last + 1, $"{because}: after {last} of {job.Key} came {entry.FirstSeq}, in {Describe()}.");
                last = entry.Seq;
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        _subscription.Dispose();
        return ValueTask.CompletedTask;
    }

    private string Describe() => string.Join(' ', Got.Select(entry =>
        entry.MergedFrom is { } from ? $"{entry.JobId}:{from}-{entry.Seq}" : $"{entry.JobId}:{entry.Seq}"));
}
