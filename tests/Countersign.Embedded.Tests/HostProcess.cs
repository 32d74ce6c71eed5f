using System.Diagnostics;
using Countersign.CrashHost;

namespace Countersign.Embedded.Tests;

/// <summary>The embedded host in a process that can be killed.</summary>
internal sealed class HostProcess : IDisposable
{
    private readonly Process _process;

    private HostProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    /// <summary>Starts the host on the folder and waits until it serves.</summary>
    public static Task<HostProcess> StartAsync(string dataFolder, string effectsFile, params string[] inputRoots) =>
        StartAsync(dataFolder, effectsFile, new Dictionary<string, string>(), inputRoots);

    /// <summary>The same with variables beside those of the tests.</summary>
    public static async Task<HostProcess> StartAsync(
        string dataFolder, string effectsFile, IReadOnlyDictionary<string, string> environment, params string[] inputRoots)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { typeof(CrashHostMarker).Assembly.Location, dataFolder, effectsFile },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var root in inputRoots)
        {
            start.ArgumentList.Add(root);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var line = await process.StandardOutput.ReadLineAsync(patience.Token);
        return line is null
            ? throw new InvalidOperationException($"The host did not start: {await process.StandardError.ReadToEndAsync(patience.Token)}")
            : new HostProcess(process, new Uri(line));
    }

    /// <summary>Ends the process as <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Lets the process stop by itself.</summary>
    public async Task<int> StopAsync()
    {
        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
