using Countersign.Contracts.Events;
using Countersign.Contracts.Jobs;
using Countersign.Server.Ports;
using Countersign.Testing;
using Xunit;

namespace Countersign.Conformance.Storage;

/// <summary>Each job's log: in order, without a gap, composed from draft and record.</summary>
public abstract class EventLogContract(StorageUnderTest storage) : StorageContract(storage)
{
    [Fact]
    public async Task Read_OfAnUnknownJob_IsEmpty()
    {
        Assert.Empty(await ReadEventsAsync("nobody"));
    }

    [Fact]
    public async Task Read_ReturnsDraftAndRecordAsOneEvent()
    {
        await CreateAsync(new JobBuilder("composed").Task("t1"));
        var at = JobBuilder.Epoch.AddSeconds(7.125);
        var error = new JobError("build_failed", "no", "build", TestJson.Parse("{}"));
        var draft = new EventDraft(EventTypes.Failure, TestJson.Parse("""{"n":1.0}"""), TestJson.Parse("[]"), error);

        await ChangeAsync("composed", record => new JobChange
        {
            Record = record with
            {
                Job = record.Job with { Status = JobStatus.Failed, Phase = JobPhase.Execution, Progress = 40 },
                UpdatedAt = at,
            },
            Events = [draft],
        });

        var expected = new JobEvent
        {
            Seq = 1,
            JobId = "composed",
            TaskId = "t1",
            Type = EventTypes.Failure,
            Status = JobStatus.Failed,
            Phase = JobPhase.Execution,
            Progress = 40,
            Timestamp = at,
            Data = draft.Data,
            Results = draft.Results,
            Error = error,
        };
        SameJson.Assert(expected, Assert.Single(await ReadEventsAsync("composed")));
    }

    [Fact]
    public async Task Event_OfAnEarlierMomentOfTheChange_TellsTheJobAsItWasThen()
    {
        await CreateAsync(new JobBuilder("then"));
        var at = JobBuilder.Epoch.AddSeconds(7);

        await ChangeAsync("then", record =>
        {
            var then = record with { Job = record.Job with { Status = JobStatus.Running, Progress = 40 }, UpdatedAt = at };
            return new JobChange
            {
                Record = then with { Job = then.Job with { Status = JobStatus.Completed, Progress = 100 }, UpdatedAt = at.AddSeconds(1) },
                Events = [Log("a") with { Then = then }, Log("b")],
            };
        });

        Assert.Equal(
            [(JobStatus.Running, 40, at), (JobStatus.Completed, 100, at.AddSeconds(1))],
            (await ReadEventsAsync("then")).Select(stored => (stored.Status, stored.Progress, stored.Timestamp)));
    }

    [Fact]
    public async Task Read_KeepsTheOrderOfTheChange()
    {
        await CreateAsync("ordered", Log("a"), Log("b"));
        await AppendAsync("ordered", Log("c"), Log("d"), Log("e"));

        var events = await ReadEventsAsync("ordered");

        Assert.Equal("abcde", string.Concat(events.Select(stored => stored.Data!.Value.GetProperty("message").GetString())));
        Assert.Equal(Gapless(5), events.Select(stored => stored.Seq));
    }

    [Fact]
    public async Task Read_WithAfterAndLimit_CutsThatPart()
    {
        await CreateAsync("cut", [.. Enumerable.Range(1, 12).Select(i => Log($"{i}"))]);

        Assert.Equal("4 5 6", await SeqsAsync("cut", after: 3, limit: 3));
        Assert.Equal("11 12", await SeqsAsync("cut", after: 10, limit: 50));
        Assert.Empty(await SeqsAsync("cut", after: 12, limit: 50));
        Assert.Empty(await SeqsAsync("cut", after: long.MaxValue, limit: 50));
    }

    [Fact]
    public async Task Read_OfAType_CountsOnlyThatType()
    {
        await CreateAsync("typed", [.. Enumerable.Range(1, 9).Select(i => i % 3 == 0 ? new EventDraft(EventTypes.Progress) : Log($"{i}"))]);

        Assert.Equal("3 6 9", await SeqsAsync("typed", after: 0, limit: 50, EventTypes.Progress));
        Assert.Equal("4 5", await SeqsAsync("typed", after: 2, limit: 2, EventTypes.Log));
        Assert.Empty(await SeqsAsync("typed", after: 0, limit: 50, EventTypes.Completion));
    }

    [Fact]
    public async Task Read_OfManyEventsInOneChange_ReturnsAllOfThem()
    {
        await CreateAsync("many");

        await AppendAsync("many", [.. Enumerable.Range(1, 90).Select(i => Log($"{i}"))]);

        Assert.Equal(Gapless(90), await ReadSeqsAsync("many"));
    }

    [Fact]
    public async Task Reopen_KeepsEventsAndGoesOnCounting()
    {
        await CreateAsync("kept", Log("a"), Log("b"));
        var before = await ReadEventsAsync("kept");

        await ReopenAsync();
        await AppendAsync("kept", Log("c"));

        var after = await ReadEventsAsync("kept");
        SameJson.Assert(before, [.. after.Take(2)]);
        Assert.Equal(Gapless(3), after.Select(stored => stored.Seq));
    }

    private async Task<string> SeqsAsync(string jobId, long after, int limit, string? type = null) =>
        string.Join(' ', (await Events.ReadAsync(jobId, after, limit, type, NoCancellation)).Select(stored => stored.Seq));
}
