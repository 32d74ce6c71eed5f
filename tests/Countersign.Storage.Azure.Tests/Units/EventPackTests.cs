using Countersign.Contracts.Events;
using Countersign.Server.Ports;
using Countersign.Storage.Azure.Events;
using Countersign.Storage.Azure.Values;
using Countersign.Testing;
using Xunit;

namespace Countersign.Storage.Azure.Tests.Units;

public sealed class EventPackTests
{
    private static readonly JobRecord Record = new JobBuilder("a").Build();

    [Fact]
    public void Of_ShortEvents_MakesOnePack()
    {
        var pack = Assert.Single(EventPack.Of(Record, Drafts(100, length: 10), firstSeq: 8));

        Assert.Equal(107, pack.LastSeq);
        Assert.Equal(Enumerable.Range(8, 100).Select(seq => (long)seq), EventPack.Read(pack.Json).Select(stored => stored.Seq));
    }

    [Fact]
    public void Of_ManyEvents_FillsRowsUpToTheirLimit()
    {
        var packs = EventPack.Of(Record, Drafts(300, length: 1000), firstSeq: 1);

        Assert.InRange(packs.Count, 10, 15);
        Assert.All(packs, pack => Assert.InRange(pack.Json.Length, 1, ValueStore.LongestInline));
        Assert.Equal(Enumerable.Range(1, 300).Select(seq => (long)seq), packs.SelectMany(pack => EventPack.Read(pack.Json)).Select(stored => stored.Seq));
        Assert.All(packs, pack => Assert.Equal(pack.LastSeq, EventPack.Read(pack.Json).Last().Seq));
    }

    [Fact]
    public void Of_ALongEvent_GivesItAPackOfItsOwn()
    {
        EventDraft[] drafts = [.. Drafts(2, 10), .. Drafts(1, 100_000), .. Drafts(2, 10)];

        Assert.Equal([2, 3, 5], EventPack.Of(Record, drafts, firstSeq: 1).Select(pack => pack.LastSeq));
    }

    [Fact]
    public void Of_MoreThanABatchTakes_MakesOnePack() =>
        Assert.Equal(5000, Assert.Single(EventPack.Of(Record, Drafts(5000, length: 1000), firstSeq: 1)).LastSeq);

    [Fact]
    public void Of_NoEvents_MakesNone() => Assert.Empty(EventPack.Of(Record, [], firstSeq: 1));

    private static EventDraft[] Drafts(int count, int length) =>
        [.. Enumerable.Range(0, count).Select(_ => new EventDraft(EventTypes.Log, TestJson.LongText(length)))];
}
