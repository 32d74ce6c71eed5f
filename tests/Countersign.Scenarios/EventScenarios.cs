using System.Net;
using System.Text.Json;
using Xunit;

namespace Countersign.Scenarios;

/// <summary>The event log, by page, long poll and stream.</summary>
public abstract class EventScenarios(IScenarioHost host) : ScenarioBase(host)
{
    private static readonly string[] Lifecycle =
    [
        "analysis_start", "plan_ready", "approval_required", "vote", "approved", "step_started", "step_completed", "completion",
    ];

    [Fact]
    public async Task Events_OfAWholeJob_AreGaplessAndInOrder()
    {
        var events = await CompletedJobEventsAsync();

        Assert.Equal(Enumerable.Range(1, events.Count).Select(seq => (long)seq), events.Select(Seq));
        var firsts = events.Select(Type).Where(Lifecycle.Contains).Distinct();
        Assert.Equal(Lifecycle, firsts);
        Assert.Equal("completion", Type(events[^1]));
        Assert.Equal(JsonValueKind.Object, events[^1].GetProperty("results").ValueKind);
        var progress = events.Select(entry => entry.GetProperty("progress").GetInt32()).ToArray();
        Assert.Equal(progress.Order(), progress);
    }

    [Fact]
    public async Task Envelope_HasEveryField()
    {
        var events = await CompletedJobEventsAsync();

        string[] fields = ["seq", "job_id", "task_id", "type", "name", "status", "phase", "progress", "timestamp", "data", "results", "error"];
        Assert.All(events, entry => Assert.Equal(fields.Order(), entry.EnumerateObject().Select(field => field.Name).Order()));
        Assert.All(events, entry => Assert.EndsWith("Z", entry.GetProperty("timestamp").GetString(), StringComparison.Ordinal));
        Assert.Equal("job_complete", events[^1].GetProperty("name").GetString());
    }

    [Fact]
    public async Task Stream_SaysTheSameAsTheLogAndEndsWithTheJob()
    {
        var jobId = await NewHeldJobAsync();
        var stream = Api.StreamAsync(jobId);
        await Api.ApproveAsync(jobId);

        var streamed = await stream;

        var stored = await Api.ReadEventsAsync(jobId);
        Assert.Equal(stored.Select(entry => entry.GetRawText()), streamed.Select(entry => entry.GetRawText()));
    }

    [Fact]
    public async Task Stream_ResumedWithLastEventId_HasNoGapAndNoRepeat()
    {
        var jobId = await NewHeldJobAsync();
        await Api.ApproveAsync(jobId);
        var first = await Api.StreamAsync(jobId, atMost: 3);

        var rest = await Api.StreamAsync(jobId, lastEventId: Seq(first[^1]));

        var all = first.Concat(rest).Select(Seq).ToArray();
        Assert.Equal(Enumerable.Range(1, all.Length).Select(seq => (long)seq), all);
        Assert.Equal("completion", Type(rest[^1]));
    }

    [Fact]
    public async Task Stream_OfAnEndedJob_EndsAtOnce()
    {
        var events = await CompletedJobEventsAsync();

        var rest = await Api.StreamAsync(events[0].GetProperty("job_id").GetString()!, lastEventId: Seq(events[^1]));

        Assert.Empty(rest);
    }

    [Fact]
    public async Task LongPoll_AnswersWhenAnEventComes()
    {
        var jobId = await NewHeldJobAsync();
        var last = Seq((await Api.ReadEventsAsync(jobId))[^1]);
        var poll = Api.GetAsync($"api/jobs/{jobId}/events?after={last}&wait=30");

        await Api.PostAsync($"api/jobs/{jobId}/cancel");

        var page = await poll;
        Assert.Equal("cancelled", Type(page.Body.GetProperty("events")[0]));
        Assert.Equal(last + 1, page.Body.GetProperty("next").GetInt64());
    }

    [Theory]
    [InlineData("wait=31", "wait")]
    [InlineData("after=-1", "after")]
    [InlineData("after=x", "after")]
    [InlineData("since=1", "since")]
    public async Task Events_WithAnInvalidParameter_NameIt(string query, string field)
    {
        var jobId = await NewHeldJobAsync();

        var answer = await Api.GetAsync($"api/jobs/{jobId}/events?{query}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.True(answer.Body.GetProperty("errors").TryGetProperty(field, out _), answer.Body.ToString());
    }

    [Fact]
    public async Task Logs_AreTheLogEventsInShort()
    {
        var events = await CompletedJobEventsAsync();
        var jobId = events[0].GetProperty("job_id").GetString()!;

        var logs = await Api.GetAsync($"api/jobs/{jobId}/logs");

        var lines = logs.Body.GetProperty("items").EnumerateArray().Select(Seq);
        Assert.Equal(events.Where(entry => Type(entry) == "log").Select(Seq), lines);
    }

    private async Task<IReadOnlyList<JsonElement>> CompletedJobEventsAsync()
    {
        var jobId = await NewHeldJobAsync();
        await Api.ApproveAsync(jobId);
        await Api.WaitForEventAsync(jobId, "completion");
        return await Api.ReadEventsAsync(jobId);
    }

    private static long Seq(JsonElement entry) => entry.GetProperty("seq").GetInt64();

    private static string Type(JsonElement entry) => entry.GetProperty("type").GetString()!;
}
