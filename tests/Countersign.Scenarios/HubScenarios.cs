using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Xunit;

namespace Countersign.Scenarios;

/// <summary>Live events through the SignalR hub, as the public client sees them.</summary>
public abstract class HubScenarios(IScenarioHost host) : ScenarioBase(host)
{
    private static readonly Regex FractionOfSecond = new(@"(?<=T\d\d:\d\d:\d\d)\.\d+Z", RegexOptions.None, TimeSpan.FromSeconds(10));

    private Uri Hub => new(Host.Address, "api");

    [Theory]
    [InlineData("WebSockets")]
    [InlineData("ServerSentEvents")]
    [InlineData("LongPolling")]
    public async Task Subscriber_GetsTheWholeJobAsTheLogHasIt(string transport)
    {
        await using var client = await ConnectAsync(transport);
        var jobId = await NewHeldJobAsync();

        Assert.Null(await client.InvokeAsync("subscribe_job", new JsonObject { ["job_id"] = jobId, ["after_seq"] = 0 }));
        await Api.ApproveAsync(jobId);
        await client.WaitForEventAsync("completion");

        var stored = await Api.ReadEventsAsync(jobId);
        Assert.Equal(stored.Select(Text), (await KeptAsync(client, stored)).Select(Text));
        Assert.All(client.Got.Where(message => message.GetProperty("payload").TryGetProperty("seq", out _)), message =>
            Assert.Equal(message.GetProperty("message").GetString(), message.GetProperty("payload").GetProperty("name").GetString()));
        Assert.Equal(["connected", "job_status"], client.Got.Take(2).Select(message => message.GetProperty("message").GetString()));
        Assert.Equal("awaiting_approval", client.Got[1].GetProperty("payload").GetProperty("status").GetString());
    }

    [Fact]
    public async Task Subscriber_ThatLosesItsConnection_ResumesWithoutAGapOrARepeat()
    {
        var jobId = await NewHeldJobAsync();
        await using var lost = await ConnectAsync();
        await lost.InvokeAsync("subscribe_job", new JsonObject { ["job_id"] = jobId, ["after_seq"] = 0 });
        await lost.WaitForEventAsync("approval_required");
        await lost.DropAsync();
        await lost.Closed.WaitAsync(TimeSpan.FromSeconds(30));
        await Api.ApproveAsync(jobId);

        await using var resumed = await ConnectAsync();
        await resumed.InvokeAsync("subscribe_job", new JsonObject { ["job_id"] = jobId, ["after_seq"] = Seq(lost.Events[^1]) });
        await resumed.WaitForEventAsync("completion");

        var stored = await Api.ReadEventsAsync(jobId);
        var rest = await KeptAsync(resumed, stored.Skip(lost.Events.Count));
        Assert.Equal(stored.Select(Seq), lost.Events.Concat(rest).Select(Seq));
    }

    [Fact]
    public async Task Subscriber_WhoseLibraryReconnects_SubscribesAgainAfterItsLastEvent()
    {
        var jobId = await NewHeldJobAsync();
        await using var client = await ConnectAsync(reconnect: true);
        await client.InvokeAsync("subscribe_job", new JsonObject { ["job_id"] = jobId, ["after_seq"] = 0 });
        await client.WaitForEventAsync("approval_required");
        await client.DropAsync();
        await Api.ApproveAsync(jobId);
        await Api.WaitForEventAsync(jobId, "completion");

        await client.WaitForAsync("reconnected");
        Assert.Null(await client.InvokeAsync("subscribe_job", new JsonObject { ["job_id"] = jobId, ["after_seq"] = Seq(client.Events[^1]) }));
        await client.WaitForEventAsync("completion");

        var stored = await Api.ReadEventsAsync(jobId);
        Assert.Equal(stored.Select(Text), (await KeptAsync(client, stored)).Select(Text));
    }

    [Fact]
    public async Task Subscriber_OfATask_GetsItsJobsAndNoOthers()
    {
        var task = NewId();
        await using var client = await ConnectAsync();
        Assert.Null(await client.InvokeAsync("subscribe_task", task));
        var other = await NewHeldJobAsync();
        var body = await NewDiskJobAsync();
        body["task_id"] = task;

        var jobId = await Api.SubmitAsync(body);
        await client.WaitForEventAsync("approval_required");
        await Api.PostAsync($"api/jobs/{other}/cancel");
        await Api.PostAsync($"api/jobs/{jobId}/cancel");
        await client.WaitForEventAsync("cancelled");

        var stored = await Api.ReadEventsAsync(jobId);
        Assert.Equal(stored.Select(Text), (await KeptAsync(client, stored)).Select(Text));
    }

    [Fact]
    public async Task Subscriber_OfEverything_GetsEachJobInOrder()
    {
        await using var client = await ConnectAsync();
        Assert.Null(await client.InvokeAsync("subscribe_all"));
        string[] jobs = [await NewHeldJobAsync(), await NewHeldJobAsync()];

        foreach (var jobId in jobs)
        {
            await Api.PostAsync($"api/jobs/{jobId}/cancel");
        }

        var left = jobs.ToHashSet();
        while (left.Count > 0)
        {
            left.Remove((await client.WaitForEventAsync("cancelled")).GetProperty("job_id").GetString()!);
        }

        foreach (var jobId in jobs)
        {
            var stored = await Api.ReadEventsAsync(jobId);
            var kept = await KeptAsync(client, stored);
            Assert.Equal(stored.Select(Seq), kept.Where(entry => JobId(entry) == jobId).Select(Seq));
        }
    }

    [Fact]
    public async Task GetJobLogs_SendsTheStoredLines()
    {
        var jobId = await NewHeldJobAsync();
        await Api.ApproveAsync(jobId);
        await Api.WaitForEventAsync(jobId, "completion");
        await using var client = await ConnectAsync();

        Assert.Null(await client.InvokeAsync("get_job_logs", jobId));
        Assert.Null(await client.InvokeAsync("ping"));
        await client.WaitForAsync("pong");

        var stored = (await Api.ReadEventsAsync(jobId)).Where(entry => entry.GetProperty("type").GetString() == "log");
        Assert.Equal(stored.Select(Text), (await KeptAsync(client, stored)).Select(Text));
    }

    [Fact]
    public async Task Unsubscribe_EndsTheEvents()
    {
        var jobId = await NewHeldJobAsync();
        await using var client = await ConnectAsync();
        await client.InvokeAsync("subscribe_job", jobId);

        Assert.Null(await client.InvokeAsync("unsubscribe_job", jobId));
        await Api.PostAsync($"api/jobs/{jobId}/cancel");
        await client.InvokeAsync("ping");
        await client.WaitForAsync("pong");

        Assert.Empty(client.Events);
        Assert.Null(await client.InvokeAsync("unsubscribe_job", jobId));
    }

    [Theory]
    [InlineData("\"nobody-has-this\"", "job_not_found")]
    [InlineData("""{"job_id":"x","since":1}""", "invalid_request")]
    [InlineData("null", "invalid_request")]
    public async Task Call_ThatIsRefused_AnswersTheCode(string argument, string code)
    {
        await using var client = await ConnectAsync();

        var error = await client.InvokeAsync("subscribe_job", JsonNode.Parse(argument));

        Assert.Contains(code, error, StringComparison.Ordinal);
        Assert.DoesNotContain(" at Countersign.", error, StringComparison.Ordinal);
        Assert.Null(await client.InvokeAsync("ping"));
    }

    /// <summary>Connects, or skips the scenario against a host of somebody else's that says it has no hub.</summary>
    private async Task<HubClient> ConnectAsync(string transport = "WebSockets", bool reconnect = false)
    {
        if (Host.IsForeign)
        {
            var answer = await Api.PostAsync("api/negotiate");
            Assert.SkipWhen(
                answer.Status == HttpStatusCode.ServiceUnavailable && answer.Text("code") == "hub_unavailable",
                $"{Host.Name} is not connected to a SignalR service.");
        }

        return await HubClient.ConnectAsync(Hub, transport, reconnect: reconnect);
    }

    /// <summary>
    /// The JSON in one spelling: the client has parsed and written it. The emulator of SignalR Service also writes times anew, without
    /// the zeros at the end; against a foreign host, times that are the same instant are the same.
    /// </summary>
    private string Text(JsonElement entry)
    {
        var text = JsonSerializer.Serialize(entry);
        return Host.IsForeign ? FractionOfSecond.Replace(text, match => match.Value.TrimEnd('Z').TrimEnd('0').TrimEnd('.') + "Z") : text;
    }

    /// <summary>
    /// The events that a client keeps. A service between hub and client may bring one twice, or a live one before a replayed one, and
    /// a client there goes by the numbers; our own host brings each once and in order.
    /// </summary>
    private async Task<IReadOnlyList<JsonElement>> KeptAsync(HubClient client, IEnumerable<JsonElement> expected)
    {
        if (!Host.IsForeign)
        {
            return client.Events;
        }

        await client.WaitForEventsAsync(expected);
        return [.. client.Events.DistinctBy(entry => (JobId(entry), Seq(entry))).OrderBy(Seq)];
    }

    private static string? JobId(JsonElement entry) => entry.GetProperty("job_id").GetString();

    private static long Seq(JsonElement entry) => entry.GetProperty("seq").GetInt64();
}
