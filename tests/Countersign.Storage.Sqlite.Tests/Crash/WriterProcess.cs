using System.Diagnostics;
using Xunit;

namespace Countersign.Storage.Sqlite.Tests.Crash;

/// <summary>Runs <see cref="CrashingWriter"/> in a process of its own, which is this test program started again.</summary>
internal static class WriterProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Kills the writer, as <c>kill -9</c> does, once it reported so many acknowledgements.</summary>
    public static async Task<Acknowledged> RunAndKillAsync(string folder, int acknowledgements)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var process = Start(folder);
        var acknowledged = new Acknowledged();
        var output = new List<string>();
        try
        {
            while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
            {
                output.Add(line);
                acknowledged.Read(line);
                if (acknowledged.Total >= acknowledgements && !process.HasExited)
                {
                    process.Kill();
                }
            }
        }
        finally
        {
            process.Kill();
        }

        await process.WaitForExitAsync(patience.Token);
        Assert.True(acknowledged.Total >= acknowledgements, $"The writer ended by itself: {string.Join('\n', output)}");
        return acknowledged;
    }

    private static Process Start(string folder)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        start.ArgumentList.Add(typeof(WriterProcess).Assembly.Location);
        string[] arguments = ["-explicit", "only", "-method", $"{typeof(CrashingWriter).FullName}.{nameof(CrashingWriter.WriteForEver)}"];
        Array.ForEach(arguments, start.ArgumentList.Add);
        start.Environment[CrashingWriter.FolderVariable] = folder;
        return Process.Start(start) ?? throw new InvalidOperationException("The writer did not start.");
    }
}
