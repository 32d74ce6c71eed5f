using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Xunit;

namespace Countersign.Scenarios;

/// <summary>The public SignalR client (npm, <c>@microsoft/signalr</c>) on Node, driven line by line.</summary>
public sealed class HubClient : IAsyncDisposable
{
    /// <summary>When set, a test without Node fails instead of being skipped.</summary>
    private const string RequiredVariable = "COUNTERSIGN_TESTS_REQUIRE_NODE";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan InstallLimit = TimeSpan.FromMinutes(3);
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "hub");
    private static readonly Lazy<string?> Obstacle = new(Install);

    private readonly ConcurrentDictionary<int, TaskCompletionSource<string?>> _answers = new();
    private readonly Channel<JsonElement> _messages = Channel.CreateUnbounded<JsonElement>();
    private readonly TaskCompletionSource<string?> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process _node;
    private readonly Task _reading;
    private int _commands;

    private HubClient(Process node)
    {
        _node = node;
        _reading = ReadAsync();
    }

    /// <summary>Everything that has come so far.</summary>
    public List<JsonElement> Got { get; } = [];

    /// <summary>Completes when the connection has ended, with the reason that the server gave, if any.</summary>
    public Task<string?> Closed => _closed.Task;

    /// <summary>Connects to a hub. Skips the test, with the reason, where there is no Node or npm.</summary>
    public static async Task<HubClient> ConnectAsync(Uri hub, string transport = "WebSockets", string? token = null, bool reconnect = false)
    {
        if (Obstacle.Value is { } reason)
        {
            Assert.False(Environment.GetEnvironmentVariable(RequiredVariable) == "1", reason);
            Assert.Skip(reason);
        }

        var client = new HubClient(Process.Start(StartInfo("node", "client.mjs"))!);
        var error = await client.DoAsync(
            "connect", new JsonObject { ["url"] = hub.ToString(), ["transport"] = transport, ["token"] = token, ["reconnect"] = reconnect });
        Assert.True(error is null, $"The client could not connect to {hub}: {error}");
        return client;
    }

    /// <summary>Calls a hub method; returns the error that the server answered, or null.</summary>
    public Task<string?> InvokeAsync(string method, params JsonNode?[] arguments) =>
        DoAsync("invoke", new JsonObject { ["method"] = method, ["arguments"] = new JsonArray([.. arguments.Select(argument => argument?.DeepClone())]) });

    /// <summary>Breaks the connection off without a word to the server.</summary>
    public Task<string?> DropAsync() => DoAsync("drop", []);

    /// <summary>Reads until a message with this target has come, and returns it.</summary>
    public Task<JsonElement> WaitForAsync(string target) => WaitForAsync(target, message => message.GetProperty("message").GetString() == target);

    /// <summary>Reads until an event of this type has come, and returns it.</summary>
    public async Task<JsonElement> WaitForEventAsync(string type) =>
        (await WaitForAsync(type, message => IsEvent(message) && message.GetProperty("payload").GetProperty("type").GetString() == type)).GetProperty("payload");

    /// <summary>Reads until each of these events, by job and number, has come.</summary>
    public async Task WaitForEventsAsync(IEnumerable<JsonElement> events)
    {
        var missing = events.Select(KeyOf).ToHashSet();
        missing.ExceptWith(Events.Select(KeyOf));
        while (missing.Count > 0)
        {
            var came = await WaitForAsync(
                $"event {missing.First()}", message => IsEvent(message) && missing.Contains(KeyOf(message.GetProperty("payload"))));
            missing.Remove(KeyOf(came.GetProperty("payload")));
        }
    }

    /// <summary>The events that have come, in the order in which they came.</summary>
    public IReadOnlyList<JsonElement> Events => [.. Got.Where(IsEvent).Select(message => message.GetProperty("payload"))];

    public async ValueTask DisposeAsync()
    {
        _node.StandardInput.Close();
        try
        {
            await _node.WaitForExitAsync().WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            _node.Kill(entireProcessTree: true);
        }

        await _reading;
        _node.Dispose();
    }

    private static bool IsEvent(JsonElement message) =>
        message.GetProperty("payload") is { ValueKind: JsonValueKind.Object } payload && payload.TryGetProperty("seq", out _);

    private static (string? JobId, long Seq) KeyOf(JsonElement entry) =>
        (entry.GetProperty("job_id").GetString(), entry.GetProperty("seq").GetInt64());

    private async Task<JsonElement> WaitForAsync(string what, Func<JsonElement, bool> isIt)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            while (true)
            {
                var message = await _messages.Reader.ReadAsync(patience.Token);
                Got.Add(message);
                if (isIt(message))
                {
                    return message;
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ChannelClosedException)
        {
            throw new InvalidOperationException($"No '{what}' came; there were: {string.Join(Environment.NewLine, Got)}.", exception);
        }
    }

    private async Task<string?> DoAsync(string what, JsonObject command)
    {
        var id = Interlocked.Increment(ref _commands);
        var answer = _answers[id] = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        command["id"] = id;
        command["do"] = what;
        await _node.StandardInput.WriteLineAsync(command.ToJsonString());
        await _node.StandardInput.FlushAsync();
        return await answer.Task.WaitAsync(Patience);
    }

    private async Task ReadAsync()
    {
        while (await _node.StandardOutput.ReadLineAsync() is { } line)
        {
            var report = JsonElement.Parse(line);
            if (report.TryGetProperty("answer", out var id))
            {
                _answers[id.GetInt32()].TrySetResult(report.TryGetProperty("error", out var error) ? error.GetString() : null);
            }
            else if (report.TryGetProperty("closed", out var reason))
            {
                _closed.TrySetResult(reason.GetString());
            }
            else
            {
                _messages.Writer.TryWrite(report);
            }
        }

        _messages.Writer.TryComplete();
    }

    /// <summary>Installs what the lock file names, unless it is there; what stands in the way otherwise.</summary>
    private static string? Install()
    {
        try
        {
            // Test projects may run side by side from folders of their own; within one, this runs once.
            if (File.Exists(Path.Combine(Folder, "node_modules", ".package-lock.json")))
            {
                return Run("node", "--version") == 0 ? null : "Node does not run.";
            }

            string[] arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
            var exitCode = OperatingSystem.IsWindows() ? Run("cmd", ["/c", "npm", .. arguments]) : Run("npm", arguments);
            return exitCode == 0 ? null : $"npm ci ended with {exitCode}: no network, perhaps.";
        }
        catch (Win32Exception)
        {
            return "Node and npm are not installed.";
        }
    }

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(StartInfo(program, arguments))!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        if (process.WaitForExit(InstallLimit))
        {
            return process.ExitCode;
        }

        process.Kill(entireProcessTree: true);
        return -1;
    }

    private static ProcessStartInfo StartInfo(string program, params string[] arguments) => new(program, arguments)
    {
        WorkingDirectory = Folder,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    };
}
