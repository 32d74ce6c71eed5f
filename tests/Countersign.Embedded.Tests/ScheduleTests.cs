using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Jobs;
using Countersign.Embedded.Tests.InProcess;
using Countersign.Server.Ports;
using Countersign.Testing.Kinds;
using Xunit;

namespace Countersign.Embedded.Tests;

/// <summary>Runs by a clock that stands at the beginning of 2030 until a test moves it.</summary>
public sealed class ScheduleTests : IAsyncLifetime
{
    private InProcessServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await InProcessServer.StartAsync(new RecordedStepsKind());

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Run_AtItsTime_IsOneJobOfTheOwners_HoweverOftenItIsTried()
    {
        await SaveAsync("""{"cron":"0 * * * *"}""");
        await RunDueAsync();
        Assert.Equal(0, await CountJobsAsync());

        _server.Clock.Advance(TimeSpan.FromHours(1));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(RunDueAsync)));

        Assert.Equal(1, await CountJobsAsync());
        var schedule = await GetAsync();
        Assert.Equal(("2030-01-01T01:00:00", "submitted", "2030-01-01T02:00:00"), (LastAt(schedule), Outcome(schedule), Instant(schedule.GetProperty("next_run_at"))));
        var job = (await _server.Jobs.GetAsync(LastJob(schedule), CancellationToken.None))!.Job;
        Assert.Equal(("owner", RecordedStepsKind.Kind), (job.Owner, job.Kind));
    }

    [Fact]
    public async Task Run_AfterACrashBeforeItWasNoted_IsTheSameJob()
    {
        await SaveAsync("""{"cron":"0 * * * *"}""");
        _server.Clock.Advance(TimeSpan.FromHours(1));
        var before = (await _server.Definitions.GetAsync(DefinitionSorts.Schedule, "mine", CancellationToken.None))!;
        await RunDueAsync();

        // As the store was when the process died between the job and the note of it.
        await _server.Definitions.UpdateAsync(before.Sort, before.Id, found => found with { DueAt = before.DueAt, Content = before.Content }, CancellationToken.None);
        await _server.CrashAndStartAsync();
        await _server.PatchAsync(Person.Owner, "api/schedules/mine", new JsonObject { ["job"] = Job("read") });
        await RunDueAsync();

        Assert.Equal(1, await CountJobsAsync());
        Assert.Equal("submitted", Outcome(await GetAsync()));
    }

    [Theory]
    [InlineData("skip", 0, "missed")]
    [InlineData("run_once", 1, "submitted")]
    public async Task Run_ThatWasMissed_IsAsMisfireSays(string misfire, int jobs, string outcome)
    {
        await SaveAsync($$"""{"cron":"*/10 * * * *","misfire":"{{misfire}}"}""");

        _server.Clock.Advance(TimeSpan.FromHours(5) + TimeSpan.FromMinutes(5));
        await _server.CrashAndStartAsync();
        await RunDueAsync();

        Assert.Equal(jobs, await CountJobsAsync());
        var schedule = await GetAsync();
        Assert.Equal((outcome, "2030-01-01T05:10:00"), (Outcome(schedule), Instant(schedule.GetProperty("next_run_at"))));
    }

    [Fact]
    public async Task Run_WhileTheOneBeforeGoesOn_IsSkippedWhereOverlapSaysSo()
    {
        await SaveAsync("""{"cron":"0 * * * *","overlap":"skip"}""");
        await PassHourAsync();
        var first = LastJob(await GetAsync());

        await PassHourAsync();
        Assert.Equal("overlapped", Outcome(await GetAsync()));
        Assert.Equal(1, await CountJobsAsync());

        await _server.PostAsync(Person.Owner, $"api/jobs/{first}/cancel");
        await _server.UntilAsync(first, record => record.Job.Status == JobStatus.Cancelled);
        await PassHourAsync();
        Assert.Equal("submitted", Outcome(await GetAsync()));
        Assert.Equal(2, await CountJobsAsync());
    }

    [Fact]
    public async Task Run_OfAPausedOne_DoesNotHappen_AndResumingGoesOnFromNow()
    {
        await SaveAsync("""{"cron":"0 * * * *","misfire":"run_once"}""");
        await _server.PostAsync(Person.Owner, "api/schedules/mine/pause");
        await PassHourAsync();
        Assert.Empty((await NextAsync("")).EnumerateArray());

        await _server.PostAsync(Person.Owner, "api/schedules/mine/resume");
        await RunDueAsync();

        Assert.Equal(0, await CountJobsAsync());
        Assert.Equal("2030-01-01T02:00:00", Instant((await NextAsync("?count=2"))[0]));
    }

    [Fact]
    public async Task Run_AtASingleTime_HappensOnce()
    {
        await SaveAsync("""{"at":"2030-01-01T00:30:00+00:00"}""");

        await PassHourAsync(minutes: 31);
        await PassHourAsync();

        Assert.Equal(1, await CountJobsAsync());
        Assert.Equal(JsonValueKind.Null, (await GetAsync()).GetProperty("next_run_at").ValueKind);
    }

    [Fact]
    public async Task Run_OfATaskThatIsGone_SaysWhy_AndTheNextTimeIsKept()
    {
        await _server.PostAsync(Person.Owner, "api/tasks", new JsonObject { ["task_id"] = "t", ["name"] = "t", ["kind"] = RecordedStepsKind.Kind, ["input"] = new JsonObject() });
        await SaveAsync("""{"cron":"0 * * * *","job":{"task_id":"t"}}""");
        await PassHourAsync();
        Assert.Equal("submitted", Outcome(await GetAsync()));
        await _server.PostAsync(Person.Owner, $"api/jobs/{LastJob(await GetAsync())}/cancel");
        await _server.UntilAsync(LastJob(await GetAsync()), record => record.Job.Status.IsFinal());
        Assert.Equal(204, (await _server.SendAsync("DELETE", Person.Owner, "api/tasks/t", null)).Status);

        await PassHourAsync();

        var schedule = await GetAsync();
        Assert.Equal("refused", Outcome(schedule));
        Assert.Contains("names no task", schedule.GetProperty("last_run").GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal("2030-01-01T03:00:00", Instant(schedule.GetProperty("next_run_at")));
    }

    [Fact]
    public async Task Run_InTheBackground_HappensAtItsTime_AndSeesAChangeAtOnce()
    {
        using var stopping = new CancellationTokenSource();
        var failures = new List<Exception>();
        var running = _server.Schedules.RunAsync((exception, _) => failures.Add(exception), stopping.Token);
        await SaveAsync("""{"cron":"0 0 1 1 *"}""");
        await _server.PatchAsync(Person.Owner, "api/schedules/mine", new JsonObject { ["cron"] = "* * * * *" });

        _server.Clock.Advance(TimeSpan.FromMinutes(1));
        for (var patience = 0; await CountJobsAsync() == 0; patience++)
        {
            Assert.True(patience < 2000, $"No job came; the schedule is {await GetAsync()}, failures: {string.Join(' ', failures)}");
            _server.Clock.Advance(TimeSpan.FromMilliseconds(20));
            await Task.Yield();
        }

        await stopping.CancelAsync();
        await running;
        Assert.Empty(failures);
    }

    [Theory]
    [InlineData("""{"cron":"61 * * * *"}""", "cron")]
    [InlineData("""{"cron":"0 0 30 2 *"}""", "cron")]
    [InlineData("{}", "cron")]
    [InlineData("""{"cron":"0 * * * *","at":"2031-01-01T00:00:00Z"}""", "cron")]
    [InlineData("""{"cron":"0 * * * *","time_zone":"Mars/Olympus"}""", "time_zone")]
    [InlineData("""{"at":"2031-01-01T00:00:00Z","time_zone":"UTC"}""", "time_zone")]
    [InlineData("""{"at":"2029-12-31T23:59:59Z"}""", "at")]
    [InlineData("""{"at":"tomorrow"}""", "at")]
    [InlineData("""{"cron":"0 * * * *","misfire":"twice"}""", "misfire")]
    [InlineData("""{"cron":"0 * * * *","job":{"kind":"nothing.known","input":{}}}""", "job.kind")]
    [InlineData("""{"cron":"0 * * * *","job":{"task_id":"t","job_id":"x"}}""", "job.job_id")]
    [InlineData("""{"cron":"0 * * * *","job":5}""", "job")]
    [InlineData("""{"cron":"0 * * * *","every":"day"}""", "every")]
    public async Task Save_OfWhatCannotRun_NamesTheField(string content, string field)
    {
        var answer = await SendAsync(content);

        Assert.Equal(400, answer.Status);
        Assert.True(answer.Body.GetProperty("errors").TryGetProperty(field, out var messages), answer.Text);
        Assert.NotEqual("", messages[0].GetString());
    }

    [Fact]
    public async Task Schedule_OfSomebodyElse_IsAsUnknownAsNone()
    {
        await SaveAsync("""{"cron":"0 * * * *"}""");

        Assert.Equal(404, (await _server.GetAsync(Person.Stranger, "api/schedules/mine")).Status);
        Assert.Equal(404, (await _server.GetAsync(Person.Stranger, "api/schedules/mine/next")).Status);
        Assert.Equal(404, (await _server.PostAsync(Person.Stranger, "api/schedules/mine/pause")).Status);
        Assert.Equal(404, (await _server.SendAsync("DELETE", Person.Stranger, "api/schedules/mine", null)).Status);
        Assert.Equal(0, (await _server.GetAsync(Person.Stranger, "api/schedules")).Body.GetProperty("total").GetInt32());
        Assert.Equal(1, (await _server.GetAsync(Person.Root, "api/schedules?owner=owner")).Body.GetProperty("total").GetInt32());
        Assert.Equal((409, "schedule_exists"), (await SendAsync("""{"cron":"0 * * * *"}""") is var again ? (again.Status, again.Code) : default));
    }

    private static string Outcome(JsonElement schedule) => schedule.GetProperty("last_run").GetProperty("outcome").GetString()!;

    private static string LastJob(JsonElement schedule) => schedule.GetProperty("last_run").GetProperty("job_id").GetString()!;

    private static string LastAt(JsonElement schedule) => Instant(schedule.GetProperty("last_run").GetProperty("scheduled_at"));

    private static string Instant(JsonElement time) => time.GetDateTimeOffset().ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);

    private static JsonObject Job(string risk) => new()
    {
        ["kind"] = RecordedStepsKind.Kind,
        ["input"] = new JsonObject { ["risk"] = risk },
        // No gate closes while a test lets hours pass.
        ["approval"] = new JsonObject { ["timeout_seconds"] = 1_000_000 },
    };

    private async Task PassHourAsync(int minutes = 60)
    {
        _server.Clock.Advance(TimeSpan.FromMinutes(minutes));
        await RunDueAsync();
    }

    private Task RunDueAsync() => _server.Schedules.RunDueAsync(CancellationToken.None);

    private async Task<int> CountJobsAsync() => (await _server.GetAsync(Person.Root, "api/jobs")).Body.GetProperty("total").GetInt32();

    private async Task<JsonElement> NextAsync(string query) =>
        (await _server.GetAsync(Person.Owner, $"api/schedules/mine/next{query}")).Body.GetProperty("items");

    private async Task<JsonElement> GetAsync() => (await _server.GetAsync(Person.Owner, "api/schedules/mine")).Body;

    private async Task SaveAsync(string content)
    {
        var answer = await SendAsync(content);
        Assert.True(answer.Status == 201, answer.Text);
        Assert.Equal("/api/schedules/mine", answer.Headers.Location.ToString());
    }

    private Task<Answer> SendAsync(string content)
    {
        var body = JsonNode.Parse(content)!.AsObject();
        body["schedule_id"] = "mine";
        body["name"] = "Mine";
        body["job"] ??= Job("write");
        return _server.PostAsync(Person.Owner, "api/schedules", body);
    }
}
