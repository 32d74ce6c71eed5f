using Countersign.Contracts.Jobs;
using Countersign.Server.Ports;
using Countersign.Testing;
using Xunit;

namespace Countersign.Conformance.Storage;

/// <summary>Pages: by place and by cursor, without a repeat or a gap.</summary>
public abstract class JobPageContract(StorageUnderTest storage) : StorageContract(storage)
{
    [Fact]
    public async Task List_WithSkipAndLimit_CutsThatPart()
    {
        await CreateManyAsync(0, 7);

        var page = await Jobs.ListAsync(new JobQuery { Skip = 2, Limit = 3 }, NoCancellation);
        var last = await Jobs.ListAsync(new JobQuery { Skip = 5, Limit = 3 }, NoCancellation);
        var beyond = await Jobs.ListAsync(new JobQuery { Skip = 9, Limit = 3 }, NoCancellation);

        Assert.Equal(["j0004", "j0003", "j0002"], Ids(page));
        Assert.Equal(["j0001", "j0000"], Ids(last));
        Assert.Empty(beyond.Items);
        Assert.Equal((7, 7, 7), (page.Total, last.Total, beyond.Total));
        Assert.NotNull(page.NextCursor);
        Assert.Null(last.NextCursor);
        Assert.Null(beyond.NextCursor);
    }

    [Fact]
    public async Task List_WithoutTotal_ShowsTheSamePages_AndCountsNothing()
    {
        await CreateManyAsync(0, 30);
        var (counting, walking) = (new List<string>(), new List<string>());
        foreach (var (withoutTotal, seen) in ((bool, List<string>)[])[(false, counting), (true, walking)])
        {
            var query = new JobQuery { Statuses = [JobStatus.Pending, JobStatus.Failed], WithoutTotal = withoutTotal, Limit = 7, Skip = 2 };
            JobPage page;
            do
            {
                page = await Jobs.ListAsync(query, NoCancellation);
                seen.AddRange(Ids(page));
                query = query with { Cursor = page.NextCursor };
                Assert.Equal(withoutTotal ? 0 : 30, page.Total);
            }
            while (page.NextCursor is not null);
        }

        Assert.Equal(28, walking.Count);
        Assert.Equal(counting, walking);
    }

    [Fact]
    public async Task List_ByAnUpload_FindsTheJobsThatNameIt()
    {
        await CreateAsync(new JobBuilder("names").Input(TestJson.Parse("""{"image":{"upload_id":"u1"}}""")).Tags("u1"));
        await CreateAsync(new JobBuilder("names-another").Input(TestJson.Parse("""{"image":{"upload_id":"u2"}}""")));
        await CreateAsync(new JobBuilder("only-tagged").Tags("u1"));
        await ChangeAsync("names", record => new JobChange { Record = record with { Job = record.Job with { Tags = ["other"] } } });
        var query = new JobQuery { Tag = JobLabels.Upload("u1"), WithoutTotal = true };

        Assert.Equal(["names"], Ids(await Jobs.ListAsync(query, NoCancellation)));

        await Jobs.DeleteAsync("names", NoCancellation);
        Assert.Empty((await Jobs.ListAsync(query, NoCancellation)).Items);
    }

    [Fact]
    public async Task List_OfExactlyOnePage_HasNoCursor()
    {
        await CreateManyAsync(0, 3);

        Assert.Null((await Jobs.ListAsync(new JobQuery { Limit = 3 }, NoCancellation)).NextCursor);
    }

    [Fact]
    public async Task Cursor_FromASkippedPage_GoesOnAfterIt()
    {
        await CreateManyAsync(0, 7);
        var page = await Jobs.ListAsync(new JobQuery { Skip = 2, Limit = 2 }, NoCancellation);

        var next = await Jobs.ListAsync(new JobQuery { Skip = 99, Limit = 2, Cursor = page.NextCursor }, NoCancellation);

        Assert.Equal(["j0002", "j0001"], Ids(next));
        Assert.Equal(7, next.Total);
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, null)]
    [InlineData(false, "even")]
    [InlineData(true, "even")]
    public async Task Cursor_WhileNewJobsArrive_ShowsEachEarlierJobOnce(bool oldestFirst, string? tag)
    {
        await CreateManyAsync(0, 250);
        var query = new JobQuery { OldestFirst = oldestFirst, Tag = tag, Limit = 13 };
        var seen = new List<string>();
        var arriving = 250;

        string? cursor = null;
        do
        {
            var page = await Jobs.ListAsync(query with { Cursor = cursor }, NoCancellation);
            seen.AddRange(Ids(page));
            await CreateManyAsync(arriving, 2);
            arriving += 2;
            cursor = page.NextCursor;
            Assert.True(arriving < 1000, "The walk does not end.");
        }
        while (cursor is not null && seen.Count < 400);

        var before = Enumerable.Range(0, 250).Where(i => tag is null || i % 2 == 0).Select(i => $"j{i:0000}").ToArray();
        Assert.Equal(seen.Distinct(), seen);
        Assert.Equal(oldestFirst ? before : before.Reverse(), seen.Where(before.Contains));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cursor_AmongJobsOfOneInstant_GoesByIdentifier(bool oldestFirst)
    {
        var ids = Enumerable.Range(0, 25).Select(i => $"{(char)('A' + i)}{(char)('z' - i)}").ToArray();
        foreach (var id in ids.Reverse())
        {
            await CreateAsync(id);
        }

        Assert.Equal(ids, await WalkAsync(new JobQuery { OldestFirst = oldestFirst, Limit = 4 }));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("!!!!")]
    [InlineData("bjoxOmE6Yg")]
    [InlineData("' OR 1=1 --")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Cursor_ThatNoListMade_IsRefused(string cursor)
    {
        await CreateManyAsync(0, 3);

        await Assert.ThrowsAsync<InvalidCursorException>(() => Jobs.ListAsync(new JobQuery { Cursor = cursor }, NoCancellation));
    }

    [Fact]
    public async Task Cursor_OfTheOtherDirection_IsRefused()
    {
        await CreateManyAsync(0, 3);
        var page = await Jobs.ListAsync(new JobQuery { Limit = 1 }, NoCancellation);

        await Assert.ThrowsAsync<InvalidCursorException>(
            () => Jobs.ListAsync(new JobQuery { OldestFirst = true, Cursor = page.NextCursor }, NoCancellation));
    }

    [Fact]
    public async Task Cursor_IsFitForAUrl()
    {
        await CreateAsync(new JobBuilder("a.b-c_D").Second(0));
        await CreateAsync(new JobBuilder("zz").Second(1));

        var cursor = (await Jobs.ListAsync(new JobQuery { Limit = 1 }, NoCancellation)).NextCursor;

        Assert.Equal(Uri.EscapeDataString(cursor!), cursor);
    }

    [Fact]
    public async Task Cursor_WhoseJobIsGone_GoesOnAfterItsPlace()
    {
        await CreateManyAsync(0, 4);
        var page = await Jobs.ListAsync(new JobQuery { Limit = 2 }, NoCancellation);

        await Jobs.DeleteAsync("j0002", NoCancellation);
        var next = await Jobs.ListAsync(new JobQuery { Limit = 2, Cursor = page.NextCursor }, NoCancellation);

        Assert.Equal(["j0001", "j0000"], Ids(next));
    }

    private static IEnumerable<string> Ids(JobPage page) => page.Items.Select(record => record.Job.JobId);

    private async Task<List<string>> WalkAsync(JobQuery query)
    {
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await Jobs.ListAsync(query with { Cursor = cursor }, NoCancellation);
            seen.AddRange(Ids(page));
            cursor = page.NextCursor;
        }
        while (cursor is not null && seen.Count < 1000);

        return seen;
    }

    private async Task CreateManyAsync(int first, int count) => await Task.WhenAll(Enumerable.Range(first, count).Select(i =>
        Jobs.TryCreateAsync(
            new JobBuilder($"j{i:0000}").CreatedAt(JobBuilder.Epoch.AddMilliseconds(i)).Status(JobStatus.Pending).Tags(i % 2 == 0 ? "even" : "odd").Creation(),
            NoCancellation)));
}
