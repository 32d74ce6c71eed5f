using System.Collections.Concurrent;
using System.Collections.Immutable;
using Countersign.Contracts.Jobs;

namespace Countersign.Server.Live;

/// <summary>Announcements to the subscribers of this process, for a host whose process makes every commit.</summary>
/// <remarks>
/// A subscriber is added before it reads the log, and heard of is what was committed before the question; so whatever a
/// subscriber's reading misses is announced to it.
/// </remarks>
internal sealed class LiveFeed : IEventAnnouncer
{
    private readonly ConcurrentDictionary<LiveTopic, ImmutableArray<LiveSubscription>> _subscriptions = new();
    private readonly Lock _changing = new();
    private int _count;

    /// <summary>How many subscriptions there are.</summary>
    public int Count => Volatile.Read(ref _count);

    public bool IsHeard(Job job)
    {
        if (Count == 0)
        {
            return false;
        }

        return _subscriptions.ContainsKey(LiveTopic.OfJob(job.JobId))
            || _subscriptions.ContainsKey(LiveTopic.All)
            || (job.TaskId is { } taskId && _subscriptions.ContainsKey(LiveTopic.OfTask(taskId)));
    }

    public void Announce(CommittedEvents committed)
    {
        foreach (var topic in LiveTopic.For(committed.Job))
        {
            if (_subscriptions.TryGetValue(topic, out var subscriptions))
            {
                foreach (var subscription in subscriptions)
                {
                    subscription.Offer(committed);
                }
            }
        }
    }

    public void Add(LiveSubscription subscription)
    {
        lock (_changing)
        {
            _subscriptions[subscription.Topic] = Of(subscription.Topic).Add(subscription);
            Interlocked.Increment(ref _count);
        }
    }

    public void Remove(LiveSubscription subscription)
    {
        lock (_changing)
        {
            var before = Of(subscription.Topic);
            var left = before.Remove(subscription);
            if (left.Length == before.Length)
            {
                return;
            }

            if (left.IsEmpty)
            {
                _subscriptions.TryRemove(subscription.Topic, out _);
            }
            else
            {
                _subscriptions[subscription.Topic] = left;
            }

            Interlocked.Decrement(ref _count);
        }
    }

    private ImmutableArray<LiveSubscription> Of(LiveTopic topic) => _subscriptions.GetValueOrDefault(topic, []);
}
