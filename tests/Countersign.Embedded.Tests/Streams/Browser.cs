using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Countersign.Embedded.Tests.Streams;

/// <summary>A headless Chromium, told what to do over its DevTools protocol (https://chromedevtools.github.io/devtools-protocol).</summary>
internal sealed class Browser : IAsyncDisposable
{
    private const string Announcement = "DevTools listening on ";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    private readonly string _profile = Directory.CreateTempSubdirectory("countersign-browser-").FullName;
    private readonly ClientWebSocket _page = new();
    private Process _process = null!;

    /// <summary>Opens a page. Skips the test where there is no Chromium.</summary>
    public static async Task<Browser> OpenAsync(Uri page)
    {
        var program = Names
            .SelectMany(name => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
        Assert.SkipWhen(program is null, "Chromium is not installed.");

        var browser = new Browser();
        await browser.StartAsync(program!, page);
        return browser;
    }

    /// <summary>Runs a script in the page and returns what its promise resolves to.</summary>
    public async Task<JsonElement> RunAsync(string script)
    {
        var command = new JsonObject
        {
            ["id"] = 1,
            ["method"] = "Runtime.evaluate",
            ["params"] = new JsonObject { ["expression"] = script, ["awaitPromise"] = true, ["returnByValue"] = true },
        };
        using var patience = new CancellationTokenSource(Patience);
        await _page.SendAsync(Encoding.UTF8.GetBytes(command.ToJsonString()), WebSocketMessageType.Text, endOfMessage: true, patience.Token);
        var answer = (await ReadAsync(patience.Token)).GetProperty("result");
        Assert.False(answer.TryGetProperty("exceptionDetails", out var exception), exception.ToString());
        return answer.GetProperty("result").GetProperty("value");
    }

    public async ValueTask DisposeAsync()
    {
        _page.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_profile, recursive: true);
    }

    private async Task StartAsync(string program, Uri page)
    {
        _process = Process.Start(new ProcessStartInfo(program)
        {
            ArgumentList =
            {
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking",
                "--remote-debugging-port=0", $"--user-data-dir={_profile}", "about:blank",
            },
            RedirectStandardError = true,
        })!;
        using var patience = new CancellationTokenSource(Patience);
        string? line;
        do
        {
            line = await _process.StandardError.ReadLineAsync(patience.Token);
            Assert.True(line is not null, "Chromium ended before it listened.");
        }
        while (!line!.StartsWith(Announcement, StringComparison.Ordinal));

        // Nobody else reads it, and a full pipe would stop the browser.
        _ = _process.StandardError.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
        var port = new Uri(line[Announcement.Length..]).Port;
        using var http = new HttpClient();
        using var opened = await http.PutAsync(new Uri($"http://127.0.0.1:{port}/json/new?{page}"), null, patience.Token);
        var target = await opened.Content.ReadFromJsonAsync<JsonElement>(patience.Token);
        await _page.ConnectAsync(new Uri(target.GetProperty("webSocketDebuggerUrl").GetString()!), patience.Token);
        var state = "";
        while (state != $"complete {page}")
        {
            patience.Token.ThrowIfCancellationRequested();
            state = (await RunAsync("`${document.readyState} ${location.href}`")).GetString();
        }
    }

    private async Task<JsonElement> ReadAsync(CancellationToken cancellationToken)
    {
        var text = new MemoryStream();
        var buffer = new byte[64 * 1024];
        ValueWebSocketReceiveResult part;
        do
        {
            part = await _page.ReceiveAsync(buffer.AsMemory(), cancellationToken);
            text.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);

        return JsonElement.Parse(text.ToArray());
    }
}
