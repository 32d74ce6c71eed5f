using System.Diagnostics;
using Countersign.Durable.Sqlite.CrashHost;

namespace Countersign.Durable.Sqlite.Tests.Crashes;

/// <summary>A child process that works until it is killed.</summary>
internal static class CrashHostProcess
{
    /// <summary>Runs the child until it has said so many lines, kills it there, and answers all the whole lines it said.</summary>
    public static async Task<IReadOnlyList<string>> RunUntilKilledAsync(string folder, string run, int lines, TimeSpan limit)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { typeof(CrashWorkload).Assembly.Location, folder, run },
        };
        using var process = Process.Start(start)!;
        using var timeout = new CancellationTokenSource(limit);
        var errors = process.StandardError.ReadToEndAsync(timeout.Token);
        var said = new List<string>();
        try
        {
            while (said.Count < lines && await process.StandardOutput.ReadLineAsync(timeout.Token) is { } line)
            {
                said.Add(line);
            }

            // SIGKILL: the process gets no chance to finish anything.
            process.Kill();
            said.AddRange(WholeLines(await process.StandardOutput.ReadToEndAsync(timeout.Token)));
        }
        finally
        {
            process.Kill();
        }

        return said.Count >= lines
            ? said
            : throw new InvalidOperationException($"The child said {said.Count} lines of {lines} and ended: {await errors}");
    }

    private static string[] WholeLines(string text)
    {
        var end = text.LastIndexOf('\n');
        return end < 0 ? [] : text[..end].Split('\n');
    }
}
