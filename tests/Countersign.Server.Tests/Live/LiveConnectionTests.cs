using Countersign.Contracts.Errors;
using Countersign.Contracts.Events;
using Countersign.Contracts.Jobs;
using Countersign.Server.Access;
using Countersign.Server.Live;
using Countersign.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Countersign.Server.Tests.Live;

/// <summary>What a connected client may ask, and what it is answered.</summary>
public sealed class LiveConnectionTests
{
    private readonly MemoryJobs _jobs = new();
    private readonly VirtualClock _clock = new();
    private readonly RecordingSink _sink = new();
    private readonly SubscriberCounters _counters = new();

    [Fact]
    public async Task SubscribeJob_AnswersWithTheJobThenItsEvents()
    {
        await _jobs.CreateAsync("job", types: [EventTypes.Log, EventTypes.Log]);
        await using var connection = Connect("ann");

        await connection.CallAsync(HubMethods.SubscribeJob, TestJson.Parse("""{"job_id":"job","after_seq":0}"""), CancellationToken.None);
        await _jobs.AppendAsync("job", EventTypes.Progress);

        await _sink.WaitAsync(5);
        Assert.Equal(["connected", "job_status", "job_log", "job_log", "job_progress"], _sink.Sent.Select(message => message.Target));
        var first = Assert.IsType<HubSubscription>(_sink.Sent.First().Payload);
        Assert.Equal(new HubSubscription("connection", "job", null, 0, 2), first);
        Assert.IsType<Job>(_sink.Sent.ElementAt(1).Payload);
    }

    [Fact]
    public async Task SubscribeJob_ById_SendsOnlyWhatComes()
    {
        await _jobs.CreateAsync("job", types: [EventTypes.Log, EventTypes.Log]);
        await using var connection = Connect("ann");

        await connection.CallAsync(HubMethods.SubscribeJob, TestJson.Parse("\"job\""), CancellationToken.None);
        await _jobs.AppendAsync("job", EventTypes.Log);

        await _sink.WaitAsync(3);
        Assert.Equal([3], _sink.Seqs);
    }

    [Theory]
    [InlineData(HubMethods.SubscribeJob, "\"job\"")]
    [InlineData(HubMethods.SubscribeJob, "\"none\"")]
    [InlineData(HubMethods.GetJobLogs, """{"job_id":"job","after":0}""")]
    public async Task Stranger_FindsNoJob(string method, string argument)
    {
        await _jobs.CreateAsync("job", types: [EventTypes.Log]);
        await using var connection = Connect("bob");

        var refused = await Assert.ThrowsAsync<HubCallException>(
            () => connection.CallAsync(method, TestJson.Parse(argument), CancellationToken.None));

        Assert.Equal(ErrorCodes.JobNotFound, refused.Refusal.Code);
        Assert.Empty(_sink.Sent);
        Assert.Equal(0, _jobs.Feed.Count);
    }

    [Theory]
    [InlineData(HubMethods.SubscribeJob, "{}", "job_id")]
    [InlineData(HubMethods.SubscribeJob, """{"job_id":"job","since":1}""", "since")]
    [InlineData(HubMethods.SubscribeJob, """{"job_id":"job","after_seq":-1}""", "after_seq")]
    [InlineData(HubMethods.SubscribeJob, """{"job_id":"job","after_seq":"1"}""", "after_seq")]
    [InlineData(HubMethods.SubscribeTask, """{"job_id":"job"}""", "task_id")]
    [InlineData(HubMethods.GetJobLogs, """{"job_id":"job","after_seq":1}""", "after_seq")]
    [InlineData(HubMethods.UnsubscribeJob, "7", "argument")]
    public async Task ArgumentThatDoesNotFit_IsRefusedByName(string method, string argument, string field)
    {
        await _jobs.CreateAsync("job");
        await using var connection = Connect("ann");

        var refused = await Assert.ThrowsAsync<HubCallException>(
            () => connection.CallAsync(method, TestJson.Parse(argument), CancellationToken.None));

        Assert.StartsWith("invalid_request: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(field, refused.Refusal.Errors!.Keys);
    }

    [Fact]
    public async Task UnsubscribeJob_EndsTheEventsAndLeavesNothing()
    {
        await _jobs.CreateAsync("job");
        await using var connection = Connect("ann");
        await connection.CallAsync(HubMethods.SubscribeJob, TestJson.Parse("\"job\""), CancellationToken.None);

        await connection.CallAsync(HubMethods.UnsubscribeJob, TestJson.Parse("""{"job_id":"job"}"""), CancellationToken.None);

        Assert.Equal(0, _jobs.Feed.Count);
        await _jobs.AppendAsync("job", EventTypes.Log);
        Assert.Empty(_sink.Seqs);
    }

    [Fact]
    public async Task SubscribingAgain_ReplacesTheSubscription()
    {
        await _jobs.CreateAsync("job", types: [EventTypes.Log, EventTypes.Log]);
        await using var connection = Connect("ann");
        await connection.CallAsync(HubMethods.SubscribeJob, TestJson.Parse("\"job\""), CancellationToken.None);

        await connection.CallAsync(HubMethods.SubscribeJob, TestJson.Parse("""{"job_id":"job","after_seq":1}"""), CancellationToken.None);
        await _jobs.AppendAsync("job", EventTypes.Log);

        await _sink.WaitAsync(6);
        Assert.Equal([2, 3], _sink.Seqs);
        Assert.Equal(1, _jobs.Feed.Count);
    }

    [Fact]
    public async Task ClientThatStopsReading_IsClosedWithAReason()
    {
        await _jobs.CreateAsync("job");
        await using var connection = Connect("ann");
        await connection.CallAsync(HubMethods.SubscribeJob, TestJson.Parse("\"job\""), CancellationToken.None);
        await _sink.WaitAsync(2);
        _sink.Room = new TaskCompletionSource().Task;
        await _jobs.AppendAsync("job", EventTypes.Log);
        await _sink.WaitAsync(1);

        for (var i = 0; i < 101; i++)
        {
            await _jobs.AppendAsync("job", EventTypes.Log);
        }

        Assert.Contains("after_seq", await _sink.Closed.WaitAsync(TimeSpan.FromSeconds(20)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MoreThan120CallsAMinute_CloseTheConnection()
    {
        await using var connection = Connect("ann");
        for (var minute = 0; minute < 2; minute++)
        {
            for (var i = 0; i < 120; i++)
            {
                await connection.CallAsync(HubMethods.Ping, null, CancellationToken.None);
            }

            _clock.Advance(TimeSpan.FromSeconds(60));
        }

        for (var i = 0; i < 120; i++)
        {
            await connection.CallAsync(HubMethods.Ping, null, CancellationToken.None);
        }

        Assert.False(_sink.Closed.IsCompleted);
        await Assert.ThrowsAsync<HubCallException>(() => connection.CallAsync(HubMethods.Ping, null, CancellationToken.None));
        Assert.Contains("120", await _sink.Closed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MoreSubscriptionsThanAllowed_AreRefused()
    {
        await using var connection = Connect("ann");
        for (var i = 0; i < LiveLimits.Subscriptions; i++)
        {
            await connection.CallAsync(HubMethods.SubscribeTask, TestJson.Parse($"\"task-{i}\""), CancellationToken.None);
        }

        var refused = await Assert.ThrowsAsync<HubCallException>(
            () => connection.CallAsync(HubMethods.SubscribeAll, null, CancellationToken.None));

        Assert.Equal(ErrorCodes.TooManySubscriptions, refused.Refusal.Code);
        Assert.Equal(LiveLimits.Subscriptions, _jobs.Feed.Count);
    }

    [Fact]
    public async Task ClientThatIsGone_LeavesNothing()
    {
        var connection = Connect("ann");
        await connection.CallAsync(HubMethods.SubscribeAll, null, CancellationToken.None);

        await connection.DisposeAsync();

        Assert.Equal(0, _jobs.Feed.Count);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => connection.CallAsync(HubMethods.SubscribeAll, null, CancellationToken.None));
        Assert.Equal(0, _jobs.Feed.Count);
    }

    private LiveConnection Connect(string user) => new LiveConnections(
        new HubAnswers(_jobs, _jobs), _jobs.Subscriptions, _counters, _clock, NullLogger<LiveConnections>.Instance)
        .Open(new Caller(user, [Roles.User]), _sink, Transports.SignalR);
}
