using System.Net.WebSockets;
using System.Text.Json;
using Countersign.Server.Live;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Countersign.Embedded.Tests.Streams;

/// <summary>A host that stops does not wait for those who follow.</summary>
public sealed class StoppingTests
{
    // The web server by itself waits 30 s for requests that are under way.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task Host_ThatStops_LetsFollowersGo()
    {
        var host = await StreamHost.StartAsync();
        await host.StoreJobAsync("quiet");
        using var http = new HttpClient { BaseAddress = host.Address };
        var streams = await Task.WhenAll(((string[])["api/jobs/quiet/events", "api/events"]).Select(path => OpenAsync(http, path)));
        var polls = ((string[])["api/jobs/quiet/events?wait=30", "api/events?wait=30"]).Select(path => http.GetStringAsync(new Uri(path, UriKind.Relative))).ToArray();
        using var socket = await SocketClient.ConnectAsync(host.Address, "ws/jobs/quiet");
        await socket.ReadToAsync("job_status");
        var counters = host.Services.GetRequiredService<SubscriberCounters>();
        Assert.True(
            SpinWait.SpinUntil(() => counters.Read()[Transports.LongPoll].Current == 2, Soon), $"There are {counters.Read()[Transports.LongPoll]}.");

        var stopping = host.DisposeAsync().AsTask();
        await socket.ReadToEndAsync();
        await stopping.WaitAsync(Soon);

        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, socket.Status);
        Assert.All(await Task.WhenAll(polls), page => Assert.Equal(0, JsonElement.Parse(page).GetProperty("events").GetArrayLength()));
        foreach (var stream in streams)
        {
            Assert.Equal("", await stream.Content.ReadAsStringAsync());
            stream.Dispose();
        }
    }

    private static async Task<HttpResponseMessage> OpenAsync(HttpClient http, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("text/event-stream");
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }
}
