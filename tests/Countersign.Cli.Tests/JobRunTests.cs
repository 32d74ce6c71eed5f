using Countersign.Cli.Run;
using Countersign.Embedded;
using Countersign.Testing.Http;
using Countersign.Testing.Images;
using Spectre.Console;
using Xunit;

namespace Countersign.Cli.Tests;

/// <summary>A run with somebody who answers.</summary>
public sealed class JobRunTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("countersign-").FullName;
    private readonly StringWriter _screen = new();
    private readonly StringWriter _result = new();
    private EmbeddedHost _host = null!;

    private string Image => Path.Combine(_folder, "small.img");

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllBytesAsync(Image, SmallDisk.Create());
        _host = await EmbeddedHost.StartAsync(new EmbeddedHostSettings
        {
            Urls = ["http://127.0.0.1:0"],
            DataFolder = Path.Combine(_folder, "data"),
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("y\n", ExitCodes.Completed)]
    [InlineData("YES\n", ExitCodes.Completed)]
    [InlineData("n\n", ExitCodes.Rejected)]
    [InlineData("\n", ExitCodes.Rejected)]
    [InlineData("yesterday\n", ExitCodes.Rejected)]
    [InlineData("", ExitCodes.Rejected)]
    public async Task Answer_DecidesTheJob(string answer, int exitCode)
    {
        Assert.Equal(exitCode, await RunAsync(new StringReader(answer)));
        Assert.Contains("Approve this plan? [y/N]", _screen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_AfterTheGateHasClosed_IsATimeout()
    {
        var late = new LateReader(async () =>
        {
            using var api = new ApiClient(_host.Address);
            await api.WaitForEventAsync("late", "failure");
        });

        var exitCode = await RunAsync(late, options => options with { JobId = "late", TimeoutSeconds = 1 });

        Assert.Equal(ExitCodes.TimedOut, exitCode);
        Assert.Contains("Nobody decided in time", _screen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CtrlC_AtTheQuestion_LeavesTheJobWaiting()
    {
        using var stop = new CancellationTokenSource();
        var reader = new LateReader(async () =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, CancellationToken.None);
        });

        var exitCode = await RunAsync(reader, options => options with { JobId = "left" }, stop.Token);

        Assert.Equal(ExitCodes.StillWaiting, exitCode);
        Assert.Contains("left", _screen.ToString(), StringComparison.Ordinal);
        using var api = new ApiClient(_host.Address);
        Assert.Equal("awaiting_approval", (await api.GetAsync("api/jobs/left")).Text("status"));
    }

    private Task<int> RunAsync(TextReader answers, Func<RunOptions, RunOptions>? change = null, CancellationToken cancellationToken = default)
    {
        var options = new RunOptions { Kind = "disk.inspect", Image = Image, Server = _host.Address, DataFolder = _folder };
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(_screen), Ansi = AnsiSupport.No });
        return JobRun.RunAsync(change is null ? options : change(options), new Person(console, _result, answers), cancellationToken);
    }

    /// <summary>A person who does something else before answering yes.</summary>
    private sealed class LateReader(Func<Task> first) : TextReader
    {
        public override string? ReadLine()
        {
            first().GetAwaiter().GetResult();
            return "y";
        }
    }
}
