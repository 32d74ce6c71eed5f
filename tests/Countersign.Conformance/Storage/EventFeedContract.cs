using Countersign.Contracts.Events;
using Countersign.Server.Ports;
using Xunit;

namespace Countersign.Conformance.Storage;

/// <summary>The feed over all jobs: every event once, in an order that never changes, whoever commits beside whom.</summary>
public abstract class EventFeedContract(StorageUnderTest storage) : StorageContract(storage)
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task Read_OfNothing_IsTheEnd()
    {
        var page = await Feed.ReadAsync(Feed.Start, 10, NoCancellation);

        Assert.Empty(page.Entries);
        Assert.Equal(Feed.Start, page.Next);
        Assert.Equal(Feed.Start, await Feed.FindEndAsync(NoCancellation));
    }

    [Fact]
    public async Task Read_ReturnsTheEventsOfAllJobsAsTheirLogsHaveThem()
    {
        await CreateAsync("a", Log("1"));
        await CreateAsync("b", Log("2"), Log("3"));
        await AppendAsync("a", Log("4"));

        var entries = await ReadAllAsync(Feed.Start, 100);

        SameJson.Assert(await ReadEventsAsync("a"), OfJob(entries, "a"));
        SameJson.Assert(await ReadEventsAsync("b"), OfJob(entries, "b"));
        Assert.Equal(4, entries.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public async Task Read_InParts_IsTheSameAsAtOnce(int limit)
    {
        await CreateAsync("a", Log("1"), Log("2"), Log("3"));
        await CreateAsync("b", Log("4"));
        await AppendAsync("a", Log("5"), Log("6"));

        var whole = await ReadAllAsync(Feed.Start, 100);
        var parts = await ReadAllAsync(Feed.Start, limit);

        Assert.Equal(whole.Select(KeyOf), parts.Select(KeyOf));
        Assert.Equal(whole.Select(entry => entry.Cursor), parts.Select(entry => entry.Cursor));
    }

    [Fact]
    public async Task Read_AfterAnyEntry_GoesOnWithTheNext()
    {
        await CreateAsync("a", Log("1"), Log("2"));
        await CreateAsync("b", Log("3"), Log("4"));
        var whole = await ReadAllAsync(Feed.Start, 100);

        for (var i = 0; i < whole.Count; i++)
        {
            Assert.Equal(whole.Skip(i + 1).Select(KeyOf), (await ReadAllAsync(whole[i].Cursor, 100)).Select(KeyOf));
        }
    }

    [Theory]
    [InlineData("x")]
    [InlineData("-1")]
    [InlineData("99999999")]
    [InlineData("job:1")]
    public async Task Read_AfterSomethingElse_IsRefused(string cursor)
    {
        await CreateAsync("a", Log("1"));

        await Assert.ThrowsAsync<InvalidCursorException>(() => Feed.ReadAsync(cursor, 10, NoCancellation));
    }

    [Fact]
    public async Task FindEnd_IsBehindWhatIsThereAndBeforeWhatComes()
    {
        await CreateAsync("a", Log("1"));
        var end = await Feed.FindEndAsync(NoCancellation);

        await AppendAsync("a", Log("2"));

        Assert.Equal([("a", 2L)], (await ReadAllAsync(end, 100)).Select(KeyOf));
    }

    [Fact]
    public async Task Cursor_OutlivesTheRemovalOfTheLastJob()
    {
        await CreateAsync("kept", Log("1"));
        await CreateAsync("gone", Log("2"), Log("3"));
        var end = await Feed.FindEndAsync(NoCancellation);

        await Jobs.DeleteAsync("gone", NoCancellation);
        await CreateAsync("new", Log("4"));
        await Jobs.DeleteAsync("new", NoCancellation);
        await CreateAsync("newer", Log("5"));
        await CreateAsync("gone", Log("6"));

        Assert.Equal([("newer", 1L), ("gone", 1L)], (await ReadAllAsync(end, 100)).Select(KeyOf));
        Assert.Equal([("kept", 1L), ("newer", 1L), ("gone", 1L)], (await ReadAllAsync(Feed.Start, 100)).Select(KeyOf));
    }

    [Fact]
    public async Task Reopen_KeepsCursors()
    {
        await CreateAsync("a", Log("1"), Log("2"));
        var first = (await ReadAllAsync(Feed.Start, 100))[0].Cursor;

        await ReopenAsync();
        await AppendAsync("a", Log("3"));

        Assert.Equal([("a", 2L), ("a", 3L)], (await ReadAllAsync(first, 100)).Select(KeyOf));
    }

    [Fact]
    public async Task Wait_ForAnEventOfAnyJob_Wakes()
    {
        await CreateAsync("a", Log("1"));
        var end = await Feed.FindEndAsync(NoCancellation);
        await Feed.WaitAsync(Feed.Start, Long, NoCancellation).WaitAsync(Patience);
        var waiting = Feed.WaitAsync(end, Long, NoCancellation);

        await CreateAsync("b", Log("2"));

        await waiting.WaitAsync(Patience);
    }

    [Fact]
    public async Task Wait_WithoutAnEvent_ReturnsWhenTheTimeIsUp()
    {
        await Feed.WaitAsync(Feed.Start, TimeSpan.FromMilliseconds(20), NoCancellation).WaitAsync(Patience);
    }

    [Fact]
    public async Task Wait_ThatIsCancelled_Throws()
    {
        using var leaving = new CancellationTokenSource();
        var waiting = Feed.WaitAsync(Feed.Start, Long, leaving.Token);

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Patience));
    }

    // Readers that go on from cursor to cursor while many jobs are committed at once: what becomes readable behind a reader's back is
    // lost to it for ever, and shows as a number that is missing.
    [Fact]
    public async Task Readers_BesideManyWriters_MissNothingAndSeeTheSameOrder()
    {
        const int JobCount = 24;
        const int Rounds = 12;
        const int Total = JobCount * Rounds * 3 / 2;
        var ids = Enumerable.Range(0, JobCount).Select(i => $"j{i}").ToArray();
        await Task.WhenAll(ids.Select(id => CreateAsync(id)));

        var reading = Enumerable.Range(0, 4).Select(_ => FollowAsync(Total)).ToArray();
        await Parallel.ForEachAsync(ids, new ParallelOptions { MaxDegreeOfParallelism = JobCount }, async (id, _) =>
        {
            for (var round = 0; round < Rounds; round++)
            {
                await AppendAsync(id, round % 2 == 0 ? [Log("one"), Log("two")] : [Log("one")]);
            }
        });

        var seen = await Task.WhenAll(reading).WaitAsync(Patience * 3);
        Assert.All(seen, order => Assert.Equal(seen[0], order));
        Assert.All(ids, id => Assert.Equal(Gapless(Total / JobCount), seen[0].Where(key => key.JobId == id).Select(key => key.Seq)));
        Assert.Equal(seen[0], (await ReadAllAsync(Feed.Start, 37)).Select(KeyOf));
    }

    private static (string JobId, long Seq) KeyOf(FeedEntry entry) => (entry.Event.JobId, entry.Event.Seq);

    private static List<JobEvent> OfJob(IEnumerable<FeedEntry> entries, string jobId) =>
        [.. entries.Select(entry => entry.Event).Where(entry => entry.JobId == jobId)];

    private async Task<List<(string JobId, long Seq)>> FollowAsync(int count)
    {
        var seen = new List<(string, long)>();
        var cursor = Feed.Start;
        while (seen.Count < count)
        {
            await Feed.WaitAsync(cursor, Long, NoCancellation);
            var page = await Feed.ReadAsync(cursor, 10, NoCancellation);
            seen.AddRange(page.Entries.Select(KeyOf));
            cursor = page.Next;
        }

        return seen;
    }

    private async Task<List<FeedEntry>> ReadAllAsync(string after, int limit)
    {
        var entries = new List<FeedEntry>();
        while (true)
        {
            var page = await Feed.ReadAsync(after, limit, NoCancellation);
            entries.AddRange(page.Entries);
            if (page.Next == after)
            {
                return entries;
            }

            after = page.Next;
        }
    }
}
