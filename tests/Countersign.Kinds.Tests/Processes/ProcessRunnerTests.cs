using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Countersign.Contracts.Errors;
using Countersign.Kinds.Processes;
using Xunit;

namespace Countersign.Kinds.Tests.Processes;

/// <summary>Real programs, held as on any machine that has util-linux; what a machine lacks is taken away from it by a setting.</summary>
public sealed class ProcessRunnerTests : IDisposable
{
    private static readonly string SearchPath = Environment.GetEnvironmentVariable("PATH")!;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // In front of the seconds that a script of this test sleeps, so that nobody else's sleepers are counted.
    private static readonly string OwnSeconds = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
    private readonly string _folder = Directory.CreateTempSubdirectory("countersign-processes-").FullName;
    private readonly ConcurrentQueue<ProcessLine> _lines = [];
    private readonly ProcessRunner _runner = new(
        new ProcessSettings { SearchPath = SearchPath, StopGrace = TimeSpan.FromMilliseconds(300) }, new Lazy<Isolation>(() => Isolation.Detect(SearchPath)), TimeProvider.System);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Run_ThatExits_TellsCodeAndLinesOfBothOutputs()
    {
        var outcome = await RunAsync("printf 'one\\ntwo'; echo oops >&2; exit 7");

        Assert.Equal((ProcessEnd.Exited, 7), (outcome.End, outcome.ExitCode));
        Assert.Equal(["one", "two"], _lines.Where(line => !line.IsError).Select(line => line.Text));
        Assert.Equal(["oops"], _lines.Where(line => line.IsError).Select(line => line.Text));
        Assert.Equal(12, outcome.OutputBytes);
    }

    [Fact]
    public async Task Run_SeesNothingOfTheServersEnvironment()
    {
        Environment.SetEnvironmentVariable("COUNTERSIGN_Auth__SigningKey", "hidden");
        try
        {
            _ = await RunAsync("env", new Dictionary<string, string> { ["GIVEN"] = "yes" });
        }
        finally
        {
            Environment.SetEnvironmentVariable("COUNTERSIGN_Auth__SigningKey", null);
        }

        var names = _lines.Select(line => line.Text.Split('=')[0]).ToHashSet();
        Assert.DoesNotContain("COUNTERSIGN_Auth__SigningKey", names);
        Assert.Contains("GIVEN", names);
        Assert.Contains($"HOME={_folder}", _lines.Select(line => line.Text));
    }

    [Fact]
    public async Task Run_PastItsTime_IsStoppedWithEverythingItStarted()
    {
        var outcome = await RunAsync(
            "sleep 300 & setsid sleep 301 & (setsid sh -c 'trap \"\" TERM; sleep 302' &) ; trap '' TERM; wait; sleep 303",
            limits: new ProcessLimits { Time = TimeSpan.FromMilliseconds(700) });

        Assert.Equal(ProcessEnd.TimedOut, outcome.End);
        Assert.Empty(Sleepers());
    }

    [Fact]
    public async Task Run_ThatExitsAndLeavesOthersBehind_LeavesNone()
    {
        var outcome = await RunAsync("setsid sleep 304 > /dev/null 2>&1 & (setsid sleep 305 &) ; exit 0");

        Assert.True(outcome.Succeeded);
        Assert.Empty(Sleepers());
    }

    [Fact]
    public async Task Cancellation_EndsTheWholeTreeWithinFiveSeconds()
    {
        using var cancel = new CancellationTokenSource();
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = RunAsync("sleep 306 & echo up; trap '' TERM; while :; do sleep 307; done", cancel: cancel.Token, onLine: _ => started.TrySetResult());
        await started.Task.WaitAsync(Patience);

        var watch = Stopwatch.StartNew();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(Patience));

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"stopping took {watch.Elapsed}");
        Assert.Empty(Sleepers());
    }

    [Fact]
    public async Task Stopped_AProgramThatHeedsTheRequest_EndsByItself()
    {
        using var cancel = new CancellationTokenSource();
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = RunAsync(
            "sh -c 'trap \"echo bye; exit 0\" TERM; echo up; while :; do sleep 0.05; done'; exit 3",
            cancel: cancel.Token,
            onLine: _ => started.TrySetResult());
        await started.Task.WaitAsync(Patience);

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(Patience));

        Assert.Contains("bye", _lines.Select(line => line.Text));
    }

    [Fact]
    public async Task Run_PastItsMemory_IsStopped()
    {
        var outcome = await RunAsync(
            "x=$(head -c 200000000 /dev/zero | tr '\\0' x); sleep 308", limits: new ProcessLimits { MemoryBytes = 100_000_000, Time = Patience });

        Assert.Equal(ProcessEnd.OutOfMemory, outcome.End);
        Assert.True(outcome.PeakMemoryBytes > 100_000_000);
        Assert.Empty(Sleepers());
    }

    [Fact]
    public async Task Run_WithTooManyProcesses_IsStopped()
    {
        var outcome = await RunAsync(
            "for i in $(seq 40); do sleep 309 & done; wait", limits: new ProcessLimits { Processes = 20, Time = Patience });

        Assert.Equal(ProcessEnd.TooManyProcesses, outcome.End);
        Assert.Empty(Sleepers());
    }

    [Fact]
    public async Task Output_PastItsLimit_IsDroppedAndTheRunGoesOn()
    {
        var outcome = await RunAsync("head -c 3000000 /dev/zero | tr '\\0' 'a'; echo; echo end >&2; exit 0", limits: new ProcessLimits { OutputBytes = 100_000 });

        Assert.True(outcome.Succeeded);
        Assert.True(outcome.OutputCut);
        Assert.Equal(3_000_005, outcome.OutputBytes);
        Assert.All(_lines, line => Assert.InRange(line.Text.Length, 0, 8192));
        Assert.InRange(_lines.Sum(line => line.Text.Length), 90_000, 140_000);
    }

    [Fact]
    public async Task File_PastItsLimit_CannotBeWritten()
    {
        Assert.SkipUnless(_runner.Isolation.HasLimits, "prlimit is missing on this machine");

        var outcome = await RunAsync("head -c 2000000 /dev/zero > large", limits: new ProcessLimits { FileBytes = 1_000_000 });

        Assert.NotEqual(0, outcome.ExitCode);
        Assert.Equal(1_000_000, new FileInfo(Path.Combine(_folder, "large")).Length);
    }

    [Fact]
    public async Task Network_NotAskedFor_IsNotThere()
    {
        Assert.SkipUnless(_runner.Isolation.HasNetworkNamespace, "the network cannot be taken away on this machine");

        _ = await RunAsync("tail -n +3 /proc/net/dev | cut -d: -f1 | tr -d ' '");
        var without = _lines.Select(line => line.Text).ToArray();

        Assert.Equal(["lo"], without);
    }

    [Fact]
    public async Task Network_NotAskedFor_LeavesLoopbackOfItsOwn()
    {
        Assert.SkipUnless(_runner.Isolation.HasNetworkNamespace, "the network cannot be taken away on this machine");
        Assert.SkipUnless(Environment.IsPrivilegedProcess && _runner.Find("ip") is not null, "loopback can be set up by root with ip alone");

        _ = await RunAsync("LC_ALL=C; : < /dev/tcp/127.0.0.1/9");

        Assert.Contains(_lines, line => line.Text.Contains("Connection refused", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Program_ThatIsMissing_IsNamed()
    {
        var failure = await Assert.ThrowsAsync<WorkFailedException>(
            () => _runner.RunAsync(Request(["no-such-program"]), _lines.Enqueue, CancellationToken.None));

        Assert.Equal(ErrorCodes.ProgramNotFound, failure.Code);
        Assert.Contains("'no-such-program'", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Description_SaysWhetherThereIsNetwork(bool network)
    {
        var text = _runner.Isolation.Describe(Request(["true"]) with { Network = network });

        Assert.Contains(network ? "with network" : "network", text, StringComparison.Ordinal);
        Assert.Contains("MiB of memory", text, StringComparison.Ordinal);
    }

    private Task<ProcessOutcome> RunAsync(
        string script,
        Dictionary<string, string>? environment = null,
        ProcessLimits? limits = null,
        Action<ProcessLine>? onLine = null,
        CancellationToken cancel = default) => _runner.RunAsync(
            Request(["bash", "-c", script.Replace("sleep 3", $"sleep {OwnSeconds}3", StringComparison.Ordinal)]) with { Environment = environment ?? [], Limits = limits ?? new ProcessLimits { Time = Patience } },
            line =>
            {
                _lines.Enqueue(line);
                onLine?.Invoke(line);
            },
            cancel);

    private ProcessRequest Request(string[] command) => new() { Command = command, WorkingDirectory = _folder, Home = _folder };

    private static string[] Sleepers() =>
        [.. Directory.EnumerateDirectories("/proc").Select(CommandLine).Where(line => line.StartsWith($"sleep\0{OwnSeconds}3", StringComparison.Ordinal))];

    private static string CommandLine(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "cmdline"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
