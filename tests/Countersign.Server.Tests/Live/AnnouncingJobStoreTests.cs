using Countersign.Contracts.Events;
using Countersign.Contracts.Jobs;
using Countersign.Server.Live;
using Countersign.Server.Ports;
using Countersign.Testing;
using Moq;
using Xunit;

namespace Countersign.Server.Tests.Live;

/// <summary>After the commit, in the order of the events, and never at the cost of the act.</summary>
public sealed class AnnouncingJobStoreTests
{
    private readonly MemoryJobs _jobs = new();
    private readonly Mock<IEventAnnouncer> _announcer = new();
    private readonly List<CommittedEvents> _announced = [];
    private readonly IJobStore _announcing;

    public AnnouncingJobStoreTests()
    {
        _announcer.Setup(announcer => announcer.IsHeard(It.IsAny<Job>())).Returns(true);
        _announcer.Setup(announcer => announcer.Announce(It.IsAny<CommittedEvents>())).Callback<CommittedEvents>(_announced.Add);
        _announcing = _jobs.AnnouncingTo(_announcer.Object);
    }

    [Fact]
    public async Task Announcement_ComesWhenTheEventsCanBeRead()
    {
        IReadOnlyList<JobEvent> readable = [];
        _announcer.Setup(announcer => announcer.Announce(It.IsAny<CommittedEvents>())).Callback<CommittedEvents>(committed =>
        {
            _announced.Add(committed);
            readable = _jobs.ReadAsync("job", 0, 10, null, CancellationToken.None).Result;
        });
        await _jobs.CreateAsync("job", types: [EventTypes.Log]);

        await MemoryJobs.AppendAsync(_announcing, "job", EventTypes.Log, EventTypes.Completion);

        var committed = Assert.Single(_announced);
        Assert.Equal("job", committed.Job.JobId);
        Assert.Equal([2, 3], committed.Events.Select(entry => entry.Seq));
        Assert.Equal(readable.Skip(1), committed.Events);
    }

    [Fact]
    public async Task Create_WithEvents_IsAnnouncedOnce()
    {
        var creation = new JobBuilder("job").Creation(new EventDraft(EventTypes.Log));

        Assert.Null(await _announcing.TryCreateAsync(creation, CancellationToken.None));
        Assert.NotNull(await _announcing.TryCreateAsync(creation, CancellationToken.None));

        Assert.Equal([1], Assert.Single(_announced).Events.Select(entry => entry.Seq));
    }

    [Fact]
    public async Task CommitsThatAreHeardOfInAnyOrder_AreAnnouncedInTheirs()
    {
        await _jobs.CreateAsync("job");
        var gates = new Queue<TaskCompletionSource>([new(), new(), new()]);
        var order = gates.ToArray();
        _jobs.AfterCommit = () => gates.Dequeue().Task;
        var updates = Enumerable.Range(0, 3).Select(_ => MemoryJobs.AppendAsync(_announcing, "job", EventTypes.Log)).ToArray();

        foreach (var gate in order.Reverse())
        {
            gate.SetResult();
        }

        await Task.WhenAll(updates);
        Assert.Equal([1, 2, 3], _announced.SelectMany(committed => committed.Events).Select(entry => entry.Seq));
    }

    [Fact]
    public async Task CommitThatFails_IsNotAnnouncedAndHoldsNothingUp()
    {
        await _jobs.CreateAsync("job");
        _jobs.AfterCommit = () => Task.FromException(new StoreUnavailableException("full", new IOException()));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => MemoryJobs.AppendAsync(_announcing, "job", EventTypes.Log));
        Assert.Empty(_announced);

        _jobs.AfterCommit = () => Task.CompletedTask;
        await MemoryJobs.AppendAsync(_announcing, "job", EventTypes.Log);

        Assert.Equal([2], Assert.Single(_announced).Events.Select(entry => entry.Seq));
    }

    [Fact]
    public async Task AnnouncerThatThrows_DoesNotFailTheAct()
    {
        _announcer.Setup(announcer => announcer.Announce(It.IsAny<CommittedEvents>())).Throws<InvalidOperationException>();
        await _jobs.CreateAsync("job");

        await MemoryJobs.AppendAsync(_announcing, "job", EventTypes.Log);

        Assert.Equal(1, (await _jobs.GetAsync("job", CancellationToken.None))!.LastSeq);
    }

    [Fact]
    public async Task JobThatNobodyHears_IsNotAnnounced()
    {
        _announcer.Setup(announcer => announcer.IsHeard(It.IsAny<Job>())).Returns(false);
        await _jobs.CreateAsync("job");

        await MemoryJobs.AppendAsync(_announcing, "job", EventTypes.Log);
        var missing = await _announcing.UpdateAsync("none", record => new JobUpdate<string>("found"), CancellationToken.None);

        Assert.Empty(_announced);
        Assert.Null(missing);
    }

    [Fact]
    public async Task DecisionThatIsMadeAgain_IsAnnouncedAsItWasStored()
    {
        await _jobs.CreateAsync("job");
        _jobs.DecidesTwice = true;

        await MemoryJobs.AppendAsync(_announcing, "job", EventTypes.Log);
        await MemoryJobs.AppendAsync(_announcing, "job", EventTypes.Log);

        Assert.Equal([1, 2], _announced.SelectMany(committed => committed.Events).Select(entry => entry.Seq));
    }
}
