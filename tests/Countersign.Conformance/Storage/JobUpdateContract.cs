using System.Collections.Concurrent;
using System.Globalization;
using Countersign.Contracts.Jobs;
using Countersign.Server.Ports;
using Xunit;

namespace Countersign.Conformance.Storage;

/// <summary>Updates: decided on the current state, one after the other, stored whole or not at all.</summary>
public abstract class JobUpdateContract(StorageUnderTest storage) : StorageContract(storage)
{
    [Fact]
    public async Task Update_OfAnUnknownJob_ReturnsDefaultWithoutDeciding()
    {
        var outcome = await Jobs.UpdateAsync<string>("nobody", _ => throw new InvalidOperationException("decided"), NoCancellation);

        Assert.Null(outcome);
    }

    [Fact]
    public async Task Update_WithoutAChange_ReturnsTheOutcomeAndStoresNothing()
    {
        var created = await CreateAsync("still", Log("a"));

        var outcome = await Jobs.UpdateAsync("still", record => new JobUpdate<long>(record.LastSeq + 41), NoCancellation);

        Assert.Equal(42, outcome);
        SameJson.Assert(created, await GetAsync("still"));
    }

    [Fact]
    public async Task Update_WithAChange_StoresRecordAndEvents()
    {
        await CreateAsync("moved", Log("a"));

        await ChangeAsync("moved", record => new JobChange
        {
            Record = record with { Job = record.Job with { Status = JobStatus.Running, Name = "New" }, LastSeq = 1000 },
            Events = [Log("b"), Log("c")],
        });

        var stored = await GetAsync("moved");
        Assert.Equal((JobStatus.Running, "New", 3L), (stored.Job.Status, stored.Job.Name, stored.LastSeq));
        Assert.Equal(Gapless(3), await ReadSeqsAsync("moved"));
    }

    [Fact]
    public async Task Update_WhoseDecisionThrows_StoresNothingAndPassesTheExceptionOn()
    {
        var created = await CreateAsync("thrown", Log("a"));

        await Assert.ThrowsAsync<NotSupportedException>(() => Jobs.UpdateAsync<bool>(
            "thrown", _ => throw new NotSupportedException(), NoCancellation));

        SameJson.Assert(created, await GetAsync("thrown"));
        await AppendAsync("thrown", Log("b"));
        Assert.Equal(Gapless(2), await ReadSeqsAsync("thrown"));
    }

    [Fact]
    public async Task Update_FromManyCallers_SeesEachOthersOutcome()
    {
        const int Count = 200;
        await CreateAsync("counter");
        var seen = new ConcurrentBag<int>();

        await Parallel.ForAsync(0, Count, new ParallelOptions { MaxDegreeOfParallelism = 20 }, async (_, token) =>
            seen.Add(await Jobs.UpdateAsync("counter", CountUp, token)));

        Assert.Equal(Count.ToString(CultureInfo.InvariantCulture), (await GetAsync("counter")).ExecutedPlanHash);
        Assert.Equal(Enumerable.Range(1, Count), seen.Order());
    }

    [Fact]
    public async Task Update_FromManyCallersWithSeveralEvents_NumbersThemWithoutGapOrRepeat()
    {
        await CreateAsync("chatty");

        await Parallel.ForAsync(0, 60, new ParallelOptions { MaxDegreeOfParallelism = 20 }, async (i, _) =>
            await AppendAsync("chatty", [.. Enumerable.Range(0, (i % 4) + 1).Select(part => Log($"{i}.{part}"))]));

        var events = await ReadEventsAsync("chatty");
        Assert.Equal(Gapless(150), events.Select(stored => stored.Seq));
        Assert.Equal(150, (await GetAsync("chatty")).LastSeq);
        Assert.Equal(150, events.Select(stored => stored.Data!.Value.GetProperty("message").GetString()).Distinct().Count());
    }

    [Fact]
    public async Task Update_OfManyJobsAtOnce_KeepsThemApart()
    {
        var ids = Enumerable.Range(0, 20).Select(i => $"job{i}").ToArray();
        await Task.WhenAll(ids.Select(id => CreateAsync(id)));

        await Parallel.ForAsync(0, 100, async (i, _) => await AppendAsync(ids[i % ids.Length], Log($"{i}")));

        foreach (var id in ids)
        {
            Assert.Equal(Gapless(5), await ReadSeqsAsync(id));
        }
    }

    [Fact]
    public async Task Update_ThatMakesAnotherJobOfIt_IsRefused()
    {
        var created = await CreateAsync("same");

        await Assert.ThrowsAsync<InvalidOperationException>(() => ChangeAsync(
            "same", record => new JobChange { Record = record with { Job = record.Job with { Owner = "mallory" } } }));

        SameJson.Assert(created, await GetAsync("same"));
    }

    private static JobUpdate<int> CountUp(JobRecord record)
    {
        var count = int.Parse(record.ExecutedPlanHash ?? "0", CultureInfo.InvariantCulture) + 1;
        var counted = record with { ExecutedPlanHash = count.ToString(CultureInfo.InvariantCulture) };
        return new JobUpdate<int>(count, new JobChange { Record = counted });
    }
}
