using System.Net;
using System.Text;
using Countersign.Contracts.Events;
using Countersign.Server.Live;
using Countersign.Server.Ports;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Countersign.Embedded.Tests.Streams;

/// <summary>Server-sent events byte by byte. Time is the test's.</summary>
public sealed class SseTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private StreamHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await StreamHost.StartAsync();

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("api/jobs/quiet/events")]
    [InlineData("api/events?task_id=none")]
    public async Task QuietStream_HasACommentEveryFifteenSeconds(string path)
    {
        await _host.StoreJobAsync("quiet");
        using var response = await OpenAsync(path);
        using var reader = await LinesOf(response);

        for (var i = 0; i < 3; i++)
        {
            var line = reader.ReadLineAsync(CancellationToken.None).AsTask();
            await AdvanceUntilAsync(line);
            Assert.Equal(": keep-alive", await line);
            while (await reader.ReadLineAsync(CancellationToken.None) is { Length: > 0 })
            {
                // The id that may stand beside it.
            }
        }
    }

    [Fact]
    public async Task StreamOfAll_TellsThePlaceWhileOthersEventsPassBy()
    {
        await _host.StoreJobAsync("noisy");
        using var response = await OpenAsync("api/events?task_id=none");
        using var reader = await LinesOf(response);
        await _host.AppendAsync("noisy", new EventDraft(EventTypes.Progress));
        var end = (await _host.Api.GetAsync("api/events?after=latest")).Text("next");

        // A comment tells the place that was reached before it: the one after the next at the latest is behind the event.
        string? id = null;
        for (var i = 0; i < 3 && id != end; i++)
        {
            var comment = reader.ReadLineAsync(CancellationToken.None).AsTask();
            await AdvanceUntilAsync(comment);
            id = (await reader.ReadLineAsync(CancellationToken.None))!["id: ".Length..];
            Assert.Equal("", await reader.ReadLineAsync(CancellationToken.None));
        }

        Assert.Equal(end, id);
    }

    [Fact]
    public async Task ResumedStream_OfAnEndedJob_IsToldThatThereIsNothingMore()
    {
        var jobId = await _host.NewHeldJobAsync();
        await _host.Api.PostAsync($"api/jobs/{jobId}/cancel");
        await _host.Api.WaitForEventAsync(jobId, "cancelled");
        var last = (await _host.Api.ReadEventsAsync(jobId)).Count;

        using var resumed = await OpenAsync($"api/jobs/{jobId}/events", ("Last-Event-ID", $"{last}"));
        using var fresh = await OpenAsync($"api/jobs/{jobId}/events?after={last}");

        Assert.Equal(HttpStatusCode.NoContent, resumed.StatusCode);
        Assert.Equal(HttpStatusCode.OK, fresh.StatusCode);
        Assert.Equal("", await fresh.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Streams_AreCountedWhileTheyLast()
    {
        await _host.StoreJobAsync("followed");
        var counters = _host.Services.GetRequiredService<SubscriberCounters>();
        using (var response = await OpenAsync("api/jobs/followed/events"))
        {
            using var reader = await LinesOf(response);
            await _host.AppendAsync("followed", new EventDraft(EventTypes.Progress), new EventDraft(EventTypes.Progress));
            Assert.Equal("id: 1", await reader.ReadLineAsync(CancellationToken.None));
            Assert.Equal(1, counters.Read()[Transports.ServerSentEvents].Current);
        }

        Assert.True(
            SpinWait.SpinUntil(() => counters.Read()[Transports.ServerSentEvents] is { Current: 0, Total: 1, EventsDelivered: 2 }, Patience),
            $"There is {counters.Read()[Transports.ServerSentEvents]}.");
    }

    private static async Task<StreamReader> LinesOf(HttpResponseMessage response) =>
        new(await response.Content.ReadAsStreamAsync(), Encoding.UTF8);

    private async Task<HttpResponseMessage> OpenAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("text/event-stream");
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return await _host.Api.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>Moves the clock by no more than a comment is due after, until it has come: when the server waits again is its own business.</summary>
    private async Task AdvanceUntilAsync(Task task)
    {
        var deadline = TimeProvider.System.GetUtcNow() + Patience;
        for (var moved = TimeSpan.Zero; !task.IsCompleted; moved += TimeSpan.FromSeconds(5))
        {
            Assert.True(TimeProvider.System.GetUtcNow() < deadline, $"Nothing came while {moved} passed.");
            _host.Clock.Advance(TimeSpan.FromSeconds(5));
            await Task.WhenAny(task, Task.Delay(20));
        }
    }
}
