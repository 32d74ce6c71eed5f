using Xunit;

namespace Countersign.Conformance.Storage;

/// <summary>Waiting for events: nobody sleeps past one that is stored.</summary>
public abstract class EventWaitContract(StorageUnderTest storage) : StorageContract(storage)
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(20);

    [Fact]
    public async Task Wait_ForAnEventThatIsThere_ReturnsAtOnce()
    {
        await CreateAsync("there", Log("a"), Log("b"));

        await Soon(Events.WaitAsync("there", after: 1, Long, NoCancellation));
    }

    [Fact]
    public async Task Wait_ForAnEventThatIsAppended_Wakes()
    {
        await CreateAsync("coming", Log("a"));
        var waiting = Events.WaitAsync("coming", after: 1, Long, NoCancellation);

        await AppendAsync("coming", Log("b"));

        await Soon(waiting);
    }

    [Fact]
    public async Task Wait_ForAJobThatIsCreated_Wakes()
    {
        var waiting = Events.WaitAsync("unborn", after: 0, Long, NoCancellation);

        await CreateAsync("unborn", Log("a"));

        await Soon(waiting);
    }

    [Fact]
    public async Task Wait_WithoutAnEvent_ReturnsWhenTheTimeIsUp()
    {
        await CreateAsync("quiet", Log("a"));

        await Soon(Events.WaitAsync("quiet", after: 1, Short, NoCancellation));
        await Soon(Events.WaitAsync("quiet", after: 1, TimeSpan.Zero, NoCancellation));
    }

    [Fact]
    public async Task Wait_ThatIsCancelled_Throws()
    {
        await CreateAsync("left", Log("a"));
        using var leaving = new CancellationTokenSource();
        var waiting = Events.WaitAsync("left", after: 1, Long, leaving.Token);

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Soon(waiting));
    }

    [Fact]
    public async Task Wait_OfManyForManyJobs_WakesEveryOne()
    {
        var ids = Enumerable.Range(0, 20).Select(i => $"j{i}").ToArray();
        await Task.WhenAll(ids.Select(id => CreateAsync(id)));
        var waiting = ids.SelectMany(id => Enumerable.Range(0, 25).Select(_ => Events.WaitAsync(id, 0, Long, NoCancellation))).ToArray();

        await Task.WhenAll(ids.Select(id => AppendAsync(id, Log("a"))));

        await Soon(Task.WhenAll(waiting));
    }

    // A reader that follows while others write: one lost wake-up would stop it for as long as Long is.
    [Fact]
    public async Task Wait_BetweenReads_FollowsEveryEvent()
    {
        const int Count = 200;
        await CreateAsync("followed");

        var following = FollowAsync("followed", Count);
        var writing = Parallel.ForAsync(0, Count, async (i, _) => await AppendAsync("followed", Log($"{i}")));

        await Soon(writing);
        await Soon(following);
        Assert.Equal(Gapless(Count), await following);
    }

    private async Task<List<long>> FollowAsync(string jobId, int count)
    {
        var seen = new List<long>();
        while (seen.Count < count)
        {
            var after = seen.Count == 0 ? 0 : seen[^1];
            await Events.WaitAsync(jobId, after, Long, NoCancellation);
            seen.AddRange((await Events.ReadAsync(jobId, after, count, null, NoCancellation)).Select(stored => stored.Seq));
        }

        return seen;
    }

    private Task Soon(Task task) => task.WaitAsync(Patience);
}
