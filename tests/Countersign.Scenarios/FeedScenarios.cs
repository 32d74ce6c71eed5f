using System.Net;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Countersign.Scenarios;

/// <summary>The events of all jobs, by page, long poll and stream; and the statistics. Other scenarios may run beside.</summary>
public abstract class FeedScenarios(IScenarioHost host) : ScenarioBase(host)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Events_AfterTheLatest_AreThoseThatCome()
    {
        var latest = await LatestAsync();
        string[] jobs = [await NewHeldJobAsync(), await NewHeldJobAsync()];

        var events = await ReadUntilAsync(latest, seen => jobs.All(id => Of(seen, id).Any(entry => Type(entry) == "approval_required")));

        foreach (var jobId in jobs)
        {
            var stored = await Api.ReadEventsAsync(jobId);
            Assert.Equal(stored.Select(entry => entry.GetRawText()), Of(events, jobId).Select(entry => entry.GetRawText()));
        }
    }

    [Fact]
    public async Task LongPoll_AnswersWhenAnyJobHasAnEvent()
    {
        var jobId = await NewHeldJobAsync();
        var latest = await LatestAsync();
        var poll = ReadUntilAsync(latest, seen => Of(seen, jobId).Count > 0);

        await Api.PostAsync($"api/jobs/{jobId}/cancel");

        Assert.Equal("cancelled", Type(Of(await poll, jobId)[0]));
    }

    [Fact]
    public async Task Events_OfATypeAndATask_AreThoseAlone()
    {
        var latest = await LatestAsync();
        var task = NewId();
        var body = await NewDiskJobAsync();
        body["task_id"] = task;
        var jobId = await Api.SubmitAsync(body);
        await NewHeldJobAsync();
        await Api.WaitForEventAsync(jobId, "approval_required");

        var events = await ReadUntilAsync(latest, seen => seen.Count == 2, $"&task_id={task}&type=plan_ready,approval_required");

        Assert.Equal(["plan_ready", "approval_required"], events.Select(Type));
        Assert.All(events, entry => Assert.Equal(jobId, entry.GetProperty("job_id").GetString()));
    }

    [Fact]
    public async Task Stream_ResumedWithLastEventId_HasNoGapAndNoRepeat()
    {
        var task = NewId();
        var body = await NewDiskJobAsync();
        body["task_id"] = task;
        var latest = await LatestAsync();
        var jobId = await Api.SubmitAsync(body);
        await Api.WaitForEventAsync(jobId, "approval_required");
        var stored = await Api.ReadEventsAsync(jobId);

        var first = await StreamAsync($"api/events?task_id={task}&after={latest}", null, atMost: 2);
        var rest = await StreamAsync($"api/events?task_id={task}", first[^1].Id, atMost: stored.Count - 2);

        Assert.Equal(stored.Select(entry => entry.GetRawText()), first.Concat(rest).Select(entry => entry.Event.GetRawText()));
    }

    [Theory]
    [InlineData("after=somewhere", "after")]
    [InlineData("type=progress,boredom", "type")]
    [InlineData("wait=31", "wait")]
    [InlineData("since=1", "since")]
    public async Task Events_WithAnInvalidParameter_NameIt(string query, string field)
    {
        var answer = await Api.GetAsync($"api/events?{query}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.True(answer.Body.GetProperty("errors").TryGetProperty(field, out _), answer.Body.ToString());
    }

    [Fact]
    public async Task Statistics_TellOfProcessJobsAndSubscribers()
    {
        var jobId = await NewHeldJobAsync();
        await Api.PostAsync($"api/jobs/{jobId}/cancel");
        await Api.WaitForEventAsync(jobId, "cancelled");

        var answer = await Api.GetAsync("api/stats");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var process = answer.Body.GetProperty("process");
        Assert.InRange(process.GetProperty("cpu_percent").GetDouble(), 0, 100);
        Assert.True(process.GetProperty("cpu_seconds").GetDouble() > 0);
        Assert.True(process.GetProperty("memory_bytes").GetInt64() > 10_000_000);
        Assert.True(answer.Body.GetProperty("disk").GetProperty("total_bytes").GetInt64() > 0);
        var jobs = answer.Body.GetProperty("jobs");
        Assert.Equal(jobs.GetProperty("total").GetInt64(), jobs.GetProperty("by_status").EnumerateObject().Sum(status => status.Value.GetInt64()));
        Assert.True(jobs.GetProperty("by_status").TryGetProperty("awaiting_approval", out _));
        var older = answer.Body.GetProperty("stats");
        Assert.True(answer.Body.GetProperty("success").GetBoolean());
        Assert.Equal(jobs.GetProperty("total").GetInt64(), older.GetProperty("jobs").GetProperty("total").GetInt64());
        Assert.InRange(older.GetProperty("system").GetProperty("memory_percent").GetDouble(), 0.01, 100);
        Assert.InRange(older.GetProperty("system").GetProperty("disk_percent").GetDouble(), 0.01, 100);
        Assert.True(older.GetProperty("agents").GetProperty("total_agents").GetInt32() > 0);
        var polls = answer.Body.GetProperty("subscribers").GetProperty("long_poll");
        Assert.True(polls.GetProperty("total").GetInt64() > 0);
        Assert.True(polls.GetProperty("events_delivered").GetInt64() > 0);
    }

    private static List<JsonElement> Of(IEnumerable<JsonElement> events, string jobId) =>
        [.. events.Where(entry => entry.GetProperty("job_id").GetString() == jobId)];

    private static string Type(JsonElement entry) => entry.GetProperty("type").GetString()!;

    private async Task<string> LatestAsync() => (await Api.GetAsync("api/events?after=latest")).Text("next");

    private async Task<IReadOnlyList<JsonElement>> ReadUntilAsync(string after, Func<IReadOnlyList<JsonElement>, bool> isEnough, string filter = "")
    {
        var seen = new List<JsonElement>();
        var deadline = TimeProvider.System.GetUtcNow() + Patience;
        while (!isEnough(seen))
        {
            Assert.True(TimeProvider.System.GetUtcNow() < deadline, $"There were only: {string.Join(Environment.NewLine, seen)}");
            var page = await Api.GetAsync($"api/events?after={Uri.EscapeDataString(after)}&wait=5{filter}");
            seen.AddRange(page.Body.GetProperty("events").EnumerateArray());
            after = page.Text("next");
        }

        return seen;
    }

    private async Task<IReadOnlyList<(string Id, JsonElement Event)>> StreamAsync(string path, string? lastEventId, int atMost)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("text/event-stream");
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        using var patience = new CancellationTokenSource(Patience);
        using var response = await Api.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        response.EnsureSuccessStatusCode();
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(patience.Token), Encoding.UTF8);
        var events = new List<(string, JsonElement)>();
        var id = "";
        while (events.Count < atMost && await reader.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal))
            {
                id = line[4..];
            }
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                events.Add((id, JsonElement.Parse(line[6..])));
            }
        }

        return events;
    }
}
