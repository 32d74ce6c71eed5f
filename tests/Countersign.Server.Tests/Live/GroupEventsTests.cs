using System.Text.Json;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Events;
using Countersign.Server.Access;
using Countersign.Server.Live;
using Countersign.Server.Ports;
using Countersign.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using Xunit;

namespace Countersign.Server.Tests.Live;

/// <summary>Live events where a service holds the connections: groups, answers, announcements.</summary>
public sealed class GroupEventsTests
{
    private static readonly Caller Admin = new("root", [Roles.Admin]);
    private static readonly Caller Ann = new("ann@example.org", [Roles.User]);
    private readonly MemoryJobs _jobs = new();
    private readonly Mock<IHubGroups> _groups = new();
    private readonly List<string> _joined = [];

    public GroupEventsTests() => _groups
        .Setup(groups => groups.AddAsync("c", It.IsAny<string>(), It.IsAny<CancellationToken>()))
        .Callback((string _, string group, CancellationToken _) => _joined.Add(group))
        .Returns(Task.CompletedTask);

    [Fact]
    public async Task SubscribeJob_JoinsTheGroupBeforeTheLogIsRead()
    {
        await _jobs.CreateAsync("job", owner: Ann.User, types: [EventTypes.Log]);
        _groups.Setup(groups => groups.AddAsync("c", "job:job", It.IsAny<CancellationToken>()))
            .Returns(() => _jobs.AppendAsync("job", EventTypes.Completion));

        var answer = await CallAsync(Ann, HubMethods.SubscribeJob, """{"job_id":"job","after_seq":0}""");

        Assert.Equal(["connected", "job_status", "job_log", "job_complete"], answer.Messages.Select(message => message.Target));
        Assert.Equal(2, answer.Messages[0].Payload!.Value.GetProperty("last_seq").GetInt64());
        Assert.Equal([1, 2], answer.Messages.Skip(2).Select(message => message.Payload!.Value.GetProperty("seq").GetInt64()));
        Assert.Equal("c", answer.Messages[0].Payload!.Value.GetProperty("connection_id").GetString());
    }

    [Fact]
    public async Task Stranger_JoinsNoGroup()
    {
        await _jobs.CreateAsync("job", owner: "bob");

        var refused = await Assert.ThrowsAsync<HubCallException>(() => CallAsync(Ann, HubMethods.SubscribeJob, "\"job\""));
        var unknown = await Assert.ThrowsAsync<HubCallException>(() => CallAsync(null, HubMethods.SubscribeAll, null));

        Assert.Equal(ErrorCodes.JobNotFound, refused.Refusal.Code);
        Assert.Equal(ErrorCodes.Unauthenticated, unknown.Refusal.Code);
        Assert.Empty(_joined);
    }

    [Fact]
    public async Task CallThatFails_SaysNothingOfTheReason()
    {
        _groups.Setup(groups => groups.RemoveAsync("c", It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new InvalidOperationException("https://internal.example/hubs"));
        _groups.Setup(groups => groups.AddAsync("c", It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new StoreUnavailableException("tables.internal.example", new IOException()));

        var failed = await Assert.ThrowsAsync<HubCallException>(() => CallAsync(Ann, HubMethods.UnsubscribeJob, "\"job\""));
        var away = await Assert.ThrowsAsync<HubCallException>(() => CallAsync(Ann, HubMethods.SubscribeAll, null));

        Assert.Equal(ErrorCodes.InternalError, failed.Refusal.Code);
        Assert.Equal(ErrorCodes.ServiceUnavailable, away.Refusal.Code);
        Assert.DoesNotContain("internal.example", failed.Message + away.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoMayNotReadEverything_JoinsGroupsOfTheirOwn()
    {
        await CallAsync(Ann, HubMethods.SubscribeAll, null);
        await CallAsync(Ann, HubMethods.SubscribeTask, "\"nightly\"");
        await CallAsync(Admin, HubMethods.SubscribeAll, null);
        await CallAsync(Admin, HubMethods.SubscribeTask, """{"task_id":"nightly"}""");

        Assert.Equal(["all:user:ann%40example.org", "task:nightly:user:ann%40example.org", "all", "task:nightly"], _joined);
        var sentTo = LiveGroups.For(new JobBuilder("job").Owner(Ann.User).Task("nightly").Build().Job).ToArray();
        Assert.Equal(_joined.Append("job:job").Order(), sentTo.Order());
        Assert.DoesNotContain(_joined[0], LiveGroups.For(new JobBuilder("job").Owner("bob").Build().Job));
    }

    [Fact]
    public async Task UnsubscribeJob_LeavesTheGroupThatItJoined()
    {
        var answer = await CallAsync(Ann, HubMethods.UnsubscribeJob, "\"job\"");

        Assert.Empty(answer.Messages);
        _groups.Verify(groups => groups.RemoveAsync("c", "job:job", It.IsAny<CancellationToken>()));
    }

    [Fact]
    public async Task SubscribeTask_WithAfterSeq_SendsWhatIsStored()
    {
        await _jobs.CreateAsync("first", "nightly", Ann.User, EventTypes.Log, EventTypes.Log);
        await _jobs.CreateAsync("bobs", "nightly", "bob", EventTypes.Log, EventTypes.Log);

        var answer = await CallAsync(Ann, HubMethods.SubscribeTask, """{"task_id":"nightly","after_seq":1}""");

        Assert.Equal(["connected", "job_log"], answer.Messages.Select(message => message.Target));
        Assert.Equal("first", answer.Messages[1].Payload!.Value.GetProperty("job_id").GetString());
    }

    [Fact]
    public async Task GetJobLogs_AnswersWithTheLogLines()
    {
        await _jobs.CreateAsync("job", owner: Ann.User, types: [EventTypes.Log, EventTypes.Progress, EventTypes.Log]);

        var answer = await CallAsync(Ann, HubMethods.GetJobLogs, """{"job_id":"job","after":1}""");

        var line = Assert.Single(answer.Messages);
        Assert.Equal(("job_log", 3), (line.Target, line.Payload!.Value.GetProperty("seq").GetInt64()));
    }

    [Fact]
    public async Task Ping_IsAnsweredWithPong()
    {
        var answer = await CallAsync(Ann, HubMethods.Ping, null);

        Assert.Equal([("pong", null)], answer.Messages);
    }

    [Fact]
    public async Task Announcer_SendsEachJobsEventsInOrderAndSurvivesTheService()
    {
        var sent = new List<string>();
        _groups.Setup(groups => groups.SendAsync(It.IsAny<string>(), It.IsAny<string>(), It.IsAny<JsonElement>(), It.IsAny<CancellationToken>()))
            .Returns((string group, string target, JsonElement payload, CancellationToken _) =>
            {
                var seq = payload.GetProperty("seq").GetInt64();
                lock (sent)
                {
                    sent.Add($"{group} {target} {seq}");
                }

                return seq == 2 ? Task.FromException(new HttpRequestException("the service is away")) : Task.CompletedTask;
            });
        using var announcer = new GroupAnnouncer(_groups.Object, TimeProvider.System, NullLogger<GroupAnnouncer>.Instance);
        var announcing = _jobs.AnnouncingTo(announcer);
        await _jobs.CreateAsync("job", owner: Ann.User);
        await announcer.StartAsync(CancellationToken.None);

        await MemoryJobs.AppendAsync(announcing, "job", EventTypes.Log, EventTypes.Progress);
        await MemoryJobs.AppendAsync(announcing, "job", EventTypes.Completion);
        await announcer.StopAsync(CancellationToken.None);

        Assert.Equal(
            ["job:job job_log 1", "job:job job_progress 2", "job:job job_complete 3"],
            sent.Where(message => message.StartsWith("job:", StringComparison.Ordinal)));
        Assert.Equal(3, sent.Count(message => message.StartsWith("all ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Announcer_ThatCannotKeepUp_DropsAndDoesNotWait()
    {
        using var announcer = new GroupAnnouncer(_groups.Object, TimeProvider.System, NullLogger<GroupAnnouncer>.Instance);
        var announcing = _jobs.AnnouncingTo(announcer);
        await _jobs.CreateAsync("job", owner: Ann.User);

        // Nobody sends: it was never started.
        for (var i = 0; i < 1100; i++)
        {
            await MemoryJobs.AppendAsync(announcing, "job", EventTypes.Log);
        }

        Assert.Equal(1100, (await _jobs.GetAsync("job", CancellationToken.None))!.LastSeq);
    }

    [Fact]
    public void Payload_TooLongForTheService_SaysWhatIsMissing()
    {
        var text = JsonSerializer.SerializeToElement(new string('x', 1_000_000));
        var record = new JobBuilder("job").Input(text).Build();
        var entry = new EventDraft(EventTypes.Completion, text, text).ToEvent(record, 5);

        var shortEvent = GroupPayload.Of(entry);
        var shortJob = GroupPayload.Of(record.Job);

        Assert.Equal(5, shortEvent.GetProperty("seq").GetInt64());
        Assert.True(shortEvent.GetProperty("data").GetProperty("omitted_bytes").GetInt64() > 2_000_000);
        Assert.Equal(JsonValueKind.Null, shortEvent.GetProperty("results").ValueKind);
        Assert.True(shortJob.GetProperty("input").GetProperty("omitted_bytes").GetInt64() > 1_000_000);
    }

    private Task<GroupAnswer> CallAsync(Caller? caller, string method, string? argument) =>
        new GroupCalls(new HubAnswers(_jobs, _jobs), _jobs, _jobs, _groups.Object, NullLogger<GroupCalls>.Instance)
            .CallAsync(caller, "c", method, argument is null ? null : TestJson.Parse(argument), CancellationToken.None);
}
