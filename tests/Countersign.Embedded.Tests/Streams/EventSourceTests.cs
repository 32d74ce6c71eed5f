using System.Text.Json;
using Xunit;

namespace Countersign.Embedded.Tests.Streams;

/// <summary>A browser's own <c>EventSource</c> on the streams.</summary>
public sealed class EventSourceTests : IAsyncLifetime
{
    // Collects until the browser itself gives up: it connects again whenever a stream ends, unless it is told that there is no more.
    private const string Follow = """
        new Promise((resolve) => {
          const got = [];
          const source = new EventSource(URL);
          source.onmessage = (message) => {
            got.push({ id: message.lastEventId, data: JSON.parse(message.data) });
            if (got.length === COUNT) { source.close(); resolve(got); }
          };
          source.onerror = () => { if (source.readyState === EventSource.CLOSED) resolve(got); };
        })
        """;

    private StreamHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await StreamHost.StartAsync();

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Job_ComesWhole_AndTheBrowserStopsWhenItHasEnded()
    {
        await using var browser = await Browser.OpenAsync(new Uri(_host.Address, "api/docs"));
        var jobId = await _host.NewHeldJobAsync();
        var following = browser.RunAsync(Script($"/api/jobs/{jobId}/events", int.MaxValue));
        await _host.Api.ApproveAsync(jobId);

        var got = (await following).EnumerateArray().ToArray();

        var stored = await _host.Api.ReadEventsAsync(jobId);
        Assert.Equal(stored.Select(Text), got.Select(message => Text(message.GetProperty("data"))));
        Assert.Equal(stored.Select(entry => entry.GetProperty("seq").ToString()), got.Select(message => message.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task AllJobs_ComeWithTheCursorAsId()
    {
        await using var browser = await Browser.OpenAsync(new Uri(_host.Address, "api/docs"));
        var jobId = await _host.NewHeldJobAsync();
        var stored = await _host.Api.ReadEventsAsync(jobId);

        var got = (await browser.RunAsync(Script("/api/events", stored.Count))).EnumerateArray().ToArray();

        Assert.Equal(stored.Select(Text), got.Select(message => Text(message.GetProperty("data"))));
        var next = await _host.Api.GetAsync($"api/events?after={got[0].GetProperty("id").GetString()}");
        Assert.Equal(stored.Skip(1).Select(Text), next.Body.GetProperty("events").EnumerateArray().Select(Text));
    }

    private static string Script(string url, int count) => Follow
        .Replace("URL", JsonSerializer.Serialize(url), StringComparison.Ordinal)
        .Replace("COUNT", $"{count}", StringComparison.Ordinal);

    private static string Text(JsonElement entry) => JsonSerializer.Serialize(entry);
}
