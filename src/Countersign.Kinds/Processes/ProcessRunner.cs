using System.ComponentModel;
using System.Diagnostics;
using Countersign.Contracts.Errors;

namespace Countersign.Kinds.Processes;

/// <summary>
/// Runs programs as child processes that see nothing of the server: a clean environment, a folder of their own, limits, and no more
/// network than asked for. Whatever way a run ends, nothing that it started is left.
/// </summary>
/// <param name="settings">What children may have.</param>
/// <param name="isolation">What the machine offers; found out by the first that asks, since trying it takes a moment.</param>
/// <param name="clock">Counts the time limit.</param>
public sealed class ProcessRunner(ProcessSettings settings, Lazy<Isolation> isolation, TimeProvider clock)
{
    private const int MostLooks = 300;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(10);

    /// <summary>How requests are held on this machine.</summary>
    public Isolation Isolation => isolation.Value;

    /// <summary>The absolute path of a program that children can run; null when there is none.</summary>
    public string? Find(string program) => ProgramSearch.Find(program, settings.SearchPath);

    /// <summary>Runs a program to its end.</summary>
    /// <param name="request">What to run.</param>
    /// <param name="output">Told each line, one at a time, in the order of each output.</param>
    /// <param name="cancellationToken">Stops it: asked first, ended after the grace.</param>
    /// <exception cref="WorkFailedException"><c>program_not_found</c>, or the system could not start it (retryable).</exception>
    /// <exception cref="OperationCanceledException">It was stopped because of the token, and all it started is gone.</exception>
    public async Task<ProcessOutcome> RunAsync(ProcessRequest request, Action<ProcessLine> output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(output);
        if (request.Environment.Keys.FirstOrDefault(name => !EnvironmentNames.IsAllowed(name)) is { } refused)
        {
            throw new ArgumentException($"The variable '{refused}' would change how the program is held.", nameof(request));
        }

        cancellationToken.ThrowIfCancellationRequested();
        var program = Find(request.Command[0])
            ?? throw new WorkFailedException(ErrorCodes.ProgramNotFound, $"There is no program '{request.Command[0]}' on this machine.");
        var resolved = request with { Command = [program, .. request.Command.Skip(1)] };
        var run = Guid.NewGuid().ToString("n");
        Directory.CreateDirectory(Path.Combine(request.Home, "tmp"));

        var began = clock.GetTimestamp();
        using var process = Start(resolved, run);
        var tree = new ProcessTree(process.Id, run);
        var reader = new OutputReader(request.Limits.OutputBytes, output);
        var reading = Task.WhenAll(
            reader.ReadAsync(process.StandardOutput.BaseStream, isError: false),
            reader.ReadAsync(process.StandardError.BaseStream, isError: true));
        var (end, peak) = await WatchAsync(process, tree, request.Limits, cancellationToken);

        // What it left in the background goes with it, and the outputs that this held open end.
        await EndAllAsync(process, tree);
        await reading;
        cancellationToken.ThrowIfCancellationRequested();
        return new ProcessOutcome
        {
            End = end,
            ExitCode = process.ExitCode,
            Duration = clock.GetElapsedTime(began),
            PeakMemoryBytes = peak,
            OutputBytes = reader.Bytes,
            OutputCut = reader.IsCut,
        };
    }

    private Process Start(ProcessRequest request, string run)
    {
        var command = Isolation.Wrap(request, settings.Hidden);
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = request.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in CleanEnvironment.Create(settings, request, run))
        {
            start.Environment[name] = value;
        }

        try
        {
            var process = Process.Start(start)!;
            process.StandardInput.Close();
            return process;
        }
        catch (Win32Exception exception)
        {
            throw new WorkFailedException(
                ErrorCodes.ProgramNotStarted, $"The system could not start '{request.Command[0]}'.", retryable: true, inner: exception);
        }
    }

    private async Task<(ProcessEnd End, long Peak)> WatchAsync(
        Process process, ProcessTree tree, ProcessLimits limits, CancellationToken cancellationToken)
    {
        var exited = process.WaitForExitAsync(CancellationToken.None);
        using var timeLimit = new CancellationTokenSource(limits.Time, clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(timeLimit.Token, cancellationToken);
        long peak = 0;
        while (!exited.IsCompleted)
        {
            var (count, memory) = tree.Measure();
            peak = Math.Max(peak, memory);
            if (memory > limits.MemoryBytes || count > limits.Processes)
            {
                return (memory > limits.MemoryBytes ? ProcessEnd.OutOfMemory : ProcessEnd.TooManyProcesses, peak);
            }

            try
            {
                await exited.WaitAsync(LookEvery, stop.Token);
            }
            catch (TimeoutException)
            {
                // Still running: look again.
            }
            catch (OperationCanceledException)
            {
                await AskToEndAsync(exited, tree);
                return (ProcessEnd.TimedOut, peak);
            }
        }

        return (ProcessEnd.Exited, peak);
    }

    private async Task AskToEndAsync(Task exited, ProcessTree tree)
    {
        tree.AskToEnd(exceptRoot: Isolation.HasProcessNamespace);
        await Task.WhenAny(exited, Task.Delay(settings.StopGrace, CancellationToken.None));
    }

    // A process may start another while it is looked for; each look finds what the one before could not.
    private static async Task EndAllAsync(Process process, ProcessTree tree)
    {
        for (var looks = 0; tree.End() && looks < MostLooks; looks++)
        {
            await Task.Delay(BetweenLooks, CancellationToken.None);
        }

        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        await process.WaitForExitAsync(CancellationToken.None);
    }
}
