using System.Collections.Concurrent;
using System.Diagnostics;
using Xunit;

namespace Countersign.Client.Tests;

/// <summary>An example that goes on until it is stopped.</summary>
internal sealed class RunningExample : IAsyncDisposable
{
    private readonly Process _process;
    private readonly SemaphoreSlim _came = new(0);

    public RunningExample(ProcessStartInfo start)
    {
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>What it has written.</summary>
    public ConcurrentQueue<string> Lines { get; } = new();

    /// <summary>Waits for a line; fails with those that came when there is none.</summary>
    public async Task<string> WaitForAsync(Func<string, bool> isIt)
    {
        using var patience = new CancellationTokenSource(ClientHost.Patience);
        while (Lines.FirstOrDefault(isIt) is null)
        {
            try
            {
                await _came.WaitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"What was waited for did not come; there was: {string.Join(Environment.NewLine, Lines)}");
            }
        }

        return Lines.First(isIt);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _came.Dispose();
    }

    private void Note(string? line)
    {
        if (line is not null)
        {
            Lines.Enqueue(line);
            _came.Release();
        }
    }
}
