using System.Net.WebSockets;
using System.Text.Json;
using Countersign.Contracts.Events;
using Countersign.Server.Live;
using Countersign.Server.Ports;
using Countersign.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Countersign.Embedded.Tests.Streams;

/// <summary>Pings of raw WebSockets, and which clients are put out. Time is the test's.</summary>
public sealed class SocketLimitTests : IAsyncLifetime
{
    private StreamHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await StreamHost.StartAsync();

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Ping_GetsPong_AndTheServerPingsEveryFifteenSeconds()
    {
        using var client = await ConnectAsync("ws/stream");
        await client.ReadToAsync("connected");

        await client.SendAsync("""{"type":"ping"}""");
        await client.ReadToAsync("pong");
        _host.Clock.Advance(TimeSpan.FromSeconds(14.9));
        await client.SendAsync("""{"type":"ping"}""");
        await client.ReadToAsync("pong");
        Assert.DoesNotContain("ping", client.Got.Select(Type));
        _host.Clock.Advance(TimeSpan.FromSeconds(0.1));

        await client.ReadToAsync("ping");
    }

    [Fact]
    public async Task Nonsense_IsAnsweredAndTheSocketStays()
    {
        using var client = await ConnectAsync("ws/stream");

        await client.SendAsync("hello");

        Assert.Equal("invalid_request", (await client.ReadToAsync("error")).GetProperty("code").GetString());
        await client.SendAsync("""{"type":"ping"}""");
        await client.ReadToAsync("pong");
    }

    [Fact]
    public async Task ClientWithTooManyMessages_IsClosedWithTheReason()
    {
        using var client = await ConnectAsync("ws/stream");
        await client.ReadToAsync("connected");
        for (var i = 0; i < 121; i++)
        {
            await client.SendAsync("""{"type":"pong"}""");
        }

        await client.ReadToEndAsync();

        Assert.Equal(WebSocketCloseStatus.PolicyViolation, client.Status);
        Assert.Contains("120 calls a minute", client.Reason, StringComparison.Ordinal);
        Assert.Equal(1, Counters.ClosedBusy);
    }

    [Fact]
    public async Task MessagesWithinTheLimit_MinuteAfterMinute_AreTaken()
    {
        using var client = await ConnectAsync("ws/stream");
        for (var minute = 0; minute < 3; minute++)
        {
            for (var i = 0; i < 120; i++)
            {
                await client.SendAsync("""{"type":"ping"}""");
                await client.ReadToAsync("pong");
            }

            _host.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(0, Counters.ClosedBusy);
    }

    [Fact]
    public async Task SilentClient_IsClosedAfterFiveMinutes_AndOneThatAnswersIsNot()
    {
        using var silent = await ConnectAsync("ws/stream");
        using var answering = await ConnectAsync("ws/stream");
        await silent.ReadToAsync("connected");
        await answering.ReadToAsync("connected");
        _host.Clock.Advance(TimeSpan.FromMinutes(4));
        await answering.SendAsync("""{"type":"pong"}""");
        await answering.SendAsync("""{"type":"ping"}""");
        await answering.ReadToAsync("pong");

        _host.Clock.Advance(TimeSpan.FromMinutes(1));

        await silent.ReadToEndAsync();
        Assert.Equal((WebSocketCloseStatus.PolicyViolation, "No answer to pings for 5 minutes."), (silent.Status, silent.Reason));
        await answering.SendAsync("""{"type":"ping"}""");
        await answering.ReadToAsync("pong");
        Assert.Equal(1, Counters.ClosedSilent);
    }

    [Fact]
    public async Task ClientThatStopsReading_IsClosed_AndResumesWithoutAGap()
    {
        await _host.StoreJobAsync("busy");
        using var client = await ConnectAsync("ws/jobs/busy");
        await client.ReadToAsync("job_status");

        // More than sockets and queue hold: lines cannot be merged, so the queue overflows while the client reads nothing.
        var line = new EventDraft(EventTypes.Log, TestJson.Parse($$"""{"level":"info","message":"{{new string('x', 60_000)}}"}"""));
        var written = 0;
        while (Counters.Overflowed == 0)
        {
            Assert.True(written < 3000, "The queue never overflowed.");
            await _host.AppendAsync("busy", line, line);
            written += 2;
        }

        var closing = client.ReadToEndAsync();
        await AdvanceUntilAsync(closing);
        await closing.ContinueWith(_ => { }, TaskScheduler.Default);
        var last = Events(client).Select(Seq).LastOrDefault();
        using var resumed = await ConnectAsync($"ws/jobs/busy?after={last}");
        while (Events(resumed).Select(Seq).LastOrDefault() < written)
        {
            Assert.NotNull(await resumed.ReadAsync());
        }

        Assert.Equal(Enumerable.Range(1, written).Select(seq => (long)seq), Events(client).Concat(Events(resumed)).Select(Seq));
    }

    private Contracts.Statistics.TransportStatistics Counters =>
        _host.Services.GetRequiredService<SubscriberCounters>().Read()[Transports.WebSocket];

    private static string Type(JsonElement message) => message.GetProperty("type").GetString()!;

    private static long Seq(JsonElement entry) => entry.GetProperty("seq").GetInt64();

    private static IEnumerable<JsonElement> Events(SocketClient client) => client.Got.Where(message => message.TryGetProperty("seq", out _));

    private Task<SocketClient> ConnectAsync(string path) => SocketClient.ConnectAsync(_host.Address, path);

    /// <summary>Lets the server's patience with a client that does not go run out.</summary>
    private async Task AdvanceUntilAsync(Task task)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!task.IsCompleted)
        {
            patience.Token.ThrowIfCancellationRequested();
            _host.Clock.Advance(TimeSpan.FromMilliseconds(500));
            await Task.WhenAny(task, Task.Delay(10, patience.Token));
        }
    }
}
