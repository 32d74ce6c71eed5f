using System.Text;
using Countersign.Contracts.Proof;
using Countersign.Server.Ports;
using Countersign.Testing;
using Xunit;

namespace Countersign.Conformance.Storage;

/// <summary>Audit rows are kept byte by byte and in order, go with their job, and are never overwritten.</summary>
public abstract class AuditLogContract(StorageUnderTest storage) : StorageContract(storage)
{
    [Fact]
    public async Task Rows_OfSeveralChanges_ComeBackByteByByteInOrder()
    {
        var chain = new ChainBuilder("kept");
        await Jobs.TryCreateAsync(chain.Grow(new JobBuilder("kept").Build(), "submitted", "note \u00e9\u4e2d\"\\"), NoCancellation);
        await ChangeAsync("kept", record => chain.Grow(record, "vote"));
        await ChangeAsync("kept", record => chain.Grow(record, "approved", "step_started", "step_completed"));
        await ReopenAsync();

        Assert.Equal(chain.Texts, await ReadAsync("kept"));
        Assert.Equal(chain.Texts[3..5], await ReadAsync("kept", after: 3, limit: 2));
        Assert.Equal(chain.Texts[4..], await ReadAsync("kept", after: 4));
        Assert.Empty(await ReadAsync("kept", after: 6));
        Assert.Equal(chain.Head, (await GetAsync("kept")).Audited);
    }

    [Fact]
    public async Task Row_OfAnExistingNumber_IsRefusedWithItsWholeChange()
    {
        var chain = new ChainBuilder("fixed");
        await Jobs.TryCreateAsync(chain.Grow(new JobBuilder("fixed").Build(), "submitted"), NoCancellation);
        var before = await GetAsync("fixed");

        await Assert.ThrowsAsync<InvalidOperationException>(() => ChangeAsync(
            "fixed", record => new ChainBuilder("fixed").Grow(record, "forged") with { Events = [Log("forged")] }));

        Assert.Equal(chain.Texts, await ReadAsync("fixed"));
        SameJson.Assert(before, await GetAsync("fixed"));
    }

    [Fact]
    public async Task Rows_OfALongChain_AreReadInPages()
    {
        var chain = new ChainBuilder("long");
        await Jobs.TryCreateAsync(chain.Grow(new JobBuilder("long").Build(), "submitted"), NoCancellation);
        for (var i = 0; i < 20; i++)
        {
            await ChangeAsync("long", record => chain.Grow(record, "vote", "vote", "vote"));
        }

        var read = new List<string>();
        while (await ReadAsync("long", read.Count, limit: 7) is { Length: > 0 } page)
        {
            Assert.True(page.Length <= 7, $"A page of 7 had {page.Length} rows.");
            read.AddRange(page);
        }

        Assert.Equal(chain.Texts, read);
    }

    [Fact]
    public async Task Rows_OfAnUnknownJob_AreNone() => Assert.Empty(await ReadAsync("nobody"));

    [Fact]
    public async Task Rows_OfARemovedJob_AreGone()
    {
        await Jobs.TryCreateAsync(new ChainBuilder("gone").Grow(new JobBuilder("gone").Build(), "submitted"), NoCancellation);

        await Jobs.DeleteAsync("gone", NoCancellation);

        Assert.Empty(await ReadAsync("gone"));
        Assert.Null(await Audit.FindHeadAsync("gone", NoCancellation));
        Assert.Empty(await Audit.ListHeadsAsync(null, 10, NoCancellation));
    }

    [Fact]
    public async Task HostRows_AreAddedOnceEachAndOutliveTheProcess()
    {
        var (first, second) = (new AuditEntry(1, "{\"a\":1}"u8.ToArray()), new AuditEntry(2, "{\"a\":2}"u8.ToArray()));
        Assert.Null(await Audit.FindLastOfHostAsync(NoCancellation));

        Assert.True(await Audit.TryAppendToHostAsync(first, NoCancellation));
        Assert.True(await Audit.TryAppendToHostAsync(second, NoCancellation));
        Assert.False(await Audit.TryAppendToHostAsync(new AuditEntry(2, "{\"a\":3}"u8.ToArray()), NoCancellation));
        await ReopenAsync();

        Assert.Equal(["{\"a\":1}", "{\"a\":2}"], await ReadAsync(jobId: null));
        Assert.Equal(["{\"a\":2}"], await ReadAsync(jobId: null, after: 1));
        var last = await Audit.FindLastOfHostAsync(NoCancellation);
        Assert.Equal((2, "{\"a\":2}"), (last!.Seq, Text(last)));
    }

    [Fact]
    public async Task HostRow_FromManyCallers_IsAddedOnce()
    {
        var added = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Task.Run(() =>
            Audit.TryAppendToHostAsync(new AuditEntry(1, Encoding.ASCII.GetBytes($"{{\"caller\":{i}}}")), NoCancellation))));

        Assert.Single(added, won => won);
        Assert.Single(await ReadAsync(jobId: null));
    }

    [Fact]
    public async Task Heads_AreWhatTheRecordsSay_PageByPage()
    {
        var chains = new List<ChainBuilder>();
        foreach (var jobId in (string[])["c", "a", "e", "b", "d"])
        {
            chains.Add(new ChainBuilder(jobId));
            await Jobs.TryCreateAsync(chains[^1].Grow(new JobBuilder(jobId).Second(chains.Count).Build(), "submitted", "vote"), NoCancellation);
        }

        await CreateAsync("f");
        var first = await Audit.ListHeadsAsync(null, 4, NoCancellation);
        var rest = await Audit.ListHeadsAsync(first[^1].JobId, 4, NoCancellation);

        Assert.Equal(["a", "b", "c", "d", "e", "f"], first.Concat(rest).Select(head => head.JobId));
        Assert.Equal(
            chains.OrderBy(chain => chain.JobId, StringComparer.Ordinal).Select(chain => chain.Head), first.Concat(rest.Take(1)).Select(head => head.Head));
        Assert.Null(rest[^1].Head);
        Assert.Equal(first[1], await Audit.FindHeadAsync("b", NoCancellation));
        Assert.Equal((await GetAsync("b")).Job.CreatedAt, first[1].CreatedAt);
    }

    [Fact]
    public async Task List_ShowsEveryRowOnce_EachChainInOrder()
    {
        await Audit.TryAppendToHostAsync(new AuditEntry(1, "{\"host\":1}"u8.ToArray()), NoCancellation);
        var chains = new[] { new ChainBuilder("x"), new ChainBuilder("y"), new ChainBuilder("z") };
        foreach (var chain in chains)
        {
            await Jobs.TryCreateAsync(chain.Grow(new JobBuilder(chain.JobId).Build(), "submitted"), NoCancellation);
        }

        foreach (var chain in chains)
        {
            await ChangeAsync(chain.JobId, record => chain.Grow(record, "vote", "approved"));
        }

        await Audit.TryAppendToHostAsync(new AuditEntry(2, "{\"host\":2}"u8.ToArray()), NoCancellation);
        var listed = new List<StoredAuditRow>();
        string? cursor = null;
        do
        {
            var page = await Audit.ListAsync(cursor, 2, NoCancellation);
            listed.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal(11, listed.Count);
        Assert.Equal(["{\"host\":1}", "{\"host\":2}"], listed.Where(row => row.JobId is null).Select(row => Text(row.Entry)));
        Assert.All(chains, chain => Assert.Equal(chain.Texts, listed.Where(row => row.JobId == chain.JobId).Select(row => Text(row.Entry))));
    }

    [Fact]
    public async Task List_WithAStrangeCursor_IsRefused() =>
        await Assert.ThrowsAsync<InvalidCursorException>(() => Audit.ListAsync("what?", 10, NoCancellation));

    private static string Text(AuditEntry entry) => Encoding.UTF8.GetString(entry.Content.Span);

    private async Task<string[]> ReadAsync(string? jobId, long after = 0, int limit = 1000)
    {
        var entries = await Audit.ReadAsync(jobId, after, limit, NoCancellation);
        Assert.Equal(Enumerable.Range(1, entries.Count).Select(i => after + i), entries.Select(entry => entry.Seq));
        return [.. entries.Select(Text)];
    }

    /// <summary>Makes changes whose audit rows follow each other.</summary>
    private sealed class ChainBuilder(string jobId)
    {
        private readonly List<string> _texts = [];

        public string JobId => jobId;

        public AuditHead Head { get; private set; } = new(0, AuditChain.GenesisOf(jobId, JobBuilder.Epoch));

        public string[] Texts => [.. _texts];

        public JobChange Grow(JobRecord record, params string[] acts)
        {
            var entries = new List<AuditEntry>();
            foreach (var act in acts)
            {
                entries.Add(new AuditEntry(Head.Seq + 1, AuditChain.Write(Head, JobBuilder.Epoch, "user:ann", act, [])));
                _texts.Add(Text(entries[^1]));
                Head = entries[^1].ToHead();
            }

            return new JobChange { Record = record with { Audited = Head }, Audit = entries };
        }
    }
}
