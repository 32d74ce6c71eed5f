using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using Countersign.Server.Live;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Countersign.Embedded.Tests.Streams;

/// <summary>Raw WebSockets: who gets what over them.</summary>
public sealed class SocketTests : IAsyncLifetime
{
    private StreamHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await StreamHost.StartAsync();

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Job_ComesWholeAndTheSocketEndsWithIt()
    {
        var jobId = await _host.NewHeldJobAsync();
        using var client = await ConnectAsync($"ws/jobs/{jobId}");
        await client.ReadToAsync("approval_required");
        await _host.Api.ApproveAsync(jobId);

        await client.ReadToEndAsync();

        Assert.Equal((WebSocketCloseStatus.NormalClosure, "The job has ended."), (client.Status, client.Reason));
        Assert.Equal(["connected", "job_status"], client.Got.Take(2).Select(Type));
        Assert.Equal(jobId, client.Got[1].GetProperty("job_id").GetString());
        Assert.Equal(await StoredAsync(jobId), Events(client).Select(entry => entry.GetRawText()));
    }

    [Fact]
    public async Task Job_ResumedAfterANumber_GoesOnWithTheNext()
    {
        var jobId = await _host.NewHeldJobAsync();
        using var client = await ConnectAsync($"ws/jobs/{jobId}?after=2");
        await _host.Api.PostAsync($"api/jobs/{jobId}/cancel");

        await client.ReadToEndAsync();

        Assert.Equal((await StoredAsync(jobId)).Skip(2), Events(client).Select(entry => entry.GetRawText()));
    }

    [Fact]
    public async Task Job_ThatHasEnded_EndsAtOnceBehindItsLastEvent()
    {
        var jobId = await _host.NewHeldJobAsync();
        await _host.Api.PostAsync($"api/jobs/{jobId}/cancel");
        await _host.Api.WaitForEventAsync(jobId, "cancelled");
        var last = (await _host.Api.ReadEventsAsync(jobId)).Count;
        using var client = await ConnectAsync($"ws/jobs/{jobId}?after={last}");

        await client.ReadToEndAsync();

        Assert.Equal(WebSocketCloseStatus.NormalClosure, client.Status);
        Assert.Empty(Events(client));
    }

    [Fact]
    public async Task RunAndTask_CarryTheEventTypeBesideTheType()
    {
        using var task = await ConnectAsync("ws/tasks/nightly");
        await task.ReadToAsync("connected");
        var jobId = await _host.NewHeldJobAsync("nightly");
        using var run = await ConnectAsync($"ws/runs/{jobId}");

        foreach (var client in (SocketClient[])[run, task])
        {
            var plan = await client.ReadToAsync("plan_ready");

            Assert.Equal("plan_ready", plan.GetProperty("event_type").GetString());
            Assert.Equal(("nightly", jobId), (plan.GetProperty("task_id").GetString(), plan.GetProperty("run_id").GetString()));
            Assert.Equal(JsonValueKind.Object, plan.GetProperty("data").GetProperty("plan").ValueKind);
        }
    }

    [Fact]
    public async Task Stream_ResumedAfterACursor_HasNoGapAndNoRepeat()
    {
        using var client = await ConnectAsync("ws/stream");
        await client.ReadToAsync("connected");
        string[] jobs = [await _host.NewHeldJobAsync(), await _host.NewHeldJobAsync()];
        await client.ReadToAsync("approval_required");
        var cursor = client.Got[^1].GetProperty("cursor").GetString()!;
        using var resumed = await ConnectAsync($"ws/stream?after={cursor}");
        await _host.Api.PostAsync($"api/jobs/{jobs[0]}/cancel");

        await resumed.ReadToAsync("cancelled");

        var all = Events(client).Concat(Events(resumed)).ToArray();
        foreach (var jobId in jobs)
        {
            Assert.Equal(
                (await _host.Api.ReadEventsAsync(jobId)).Select(Seq),
                all.Where(entry => entry.GetProperty("job_id").GetString() == jobId).Select(Seq));
        }
    }

    [Theory]
    [InlineData("build")]
    [InlineData("analysis")]
    public async Task OlderStream_SpeaksTheOlderMessage(string service)
    {
        var jobId = await _host.NewHeldJobAsync();
        using var client = await ConnectAsync($"api/ws/{service}/{jobId}");
        await client.ReadToAsync("connected");
        await _host.Api.ApproveAsync(jobId);

        await client.ReadToEndAsync();

        string[] fields = ["data", "error", "progress", "results", "status", "task_id", "timestamp", "type"];
        Assert.All(client.Got, message => Assert.Equal(fields, message.EnumerateObject().Select(field => field.Name).Order()));
        Assert.All(client.Got, message => Assert.Equal(jobId, message.GetProperty("task_id").GetString()));
        Assert.Equal(["connected", "progress", "completion"], client.Got.Select(Type).Distinct());
        Assert.Equal(["running", "completed"], client.Got.Select(message => message.GetProperty("status").GetString()!).Distinct());
        Assert.Equal(JsonValueKind.Object, client.Got[^1].GetProperty("results").ValueKind);
    }

    [Fact]
    public async Task OlderStream_OfACancelledJob_EndsWithAnError()
    {
        var jobId = await _host.NewHeldJobAsync();
        using var client = await ConnectAsync($"api/ws/build/{jobId}");
        await _host.Api.PostAsync($"api/jobs/{jobId}/cancel");

        await client.ReadToEndAsync();

        var last = client.Got[^1];
        Assert.Equal(("error", "failed"), (Type(last), last.GetProperty("status").GetString()));
        Assert.Equal("The job was cancelled.", last.GetProperty("error").GetString());
    }

    [Theory]
    [InlineData("ws/jobs/nobody-has-this", HttpStatusCode.NotFound)]
    [InlineData("ws/jobs/x?after=-1", HttpStatusCode.BadRequest)]
    [InlineData("ws/jobs/x?since=1", HttpStatusCode.BadRequest)]
    [InlineData("ws/stream?after=somewhere", HttpStatusCode.BadRequest)]
    public async Task Socket_ThatIsRefused_IsToldSoBeforeItOpens(string path, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Connection.Add("Upgrade");
        request.Headers.Upgrade.ParseAdd("websocket");
        request.Headers.Add("Sec-WebSocket-Version", "13");
        request.Headers.Add("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");

        var answer = await _host.Api.SendAsync(request);

        Assert.Equal(status, answer.Status);
        Assert.Equal("application/problem+json", answer.MediaType);
    }

    [Fact]
    public async Task PlainRequest_IsToldThatWebSocketsAreAnswered()
    {
        var answer = await _host.Api.GetAsync("ws/stream");

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task PageOfAnotherSite_IsNotLetIn()
    {
        var refused = await Assert.ThrowsAsync<WebSocketException>(
            () => SocketClient.ConnectAsync(_host.Address, "ws/stream", ("Origin", "http://evil.example")));

        Assert.Contains("403", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ClientThatIsGone_LeavesNothingBehind()
    {
        await _host.StoreJobAsync("left");
        using (var client = await ConnectAsync("ws/jobs/left"))
        {
            await client.ReadToAsync("job_status");
            Assert.Equal(1, Counters.Current);
        }

        Assert.True(SpinWait.SpinUntil(() => Counters.Current == 0, TimeSpan.FromSeconds(30)), $"There are still {Counters.Current} clients.");
        Assert.Equal(0, _host.Services.GetRequiredService<LiveConnections>().SubscriptionCount);
    }

    private Contracts.Statistics.TransportStatistics Counters =>
        _host.Services.GetRequiredService<SubscriberCounters>().Read()[Transports.WebSocket];

    private static string Type(JsonElement message) => message.GetProperty("type").GetString()!;

    private static long Seq(JsonElement entry) => entry.GetProperty("seq").GetInt64();

    private static IEnumerable<JsonElement> Events(SocketClient client) => client.Got.Where(message => message.TryGetProperty("seq", out _));

    private Task<SocketClient> ConnectAsync(string path) => SocketClient.ConnectAsync(_host.Address, path);

    private async Task<IEnumerable<string>> StoredAsync(string jobId) =>
        (await _host.Api.ReadEventsAsync(jobId)).Select(entry => entry.GetRawText());
}
