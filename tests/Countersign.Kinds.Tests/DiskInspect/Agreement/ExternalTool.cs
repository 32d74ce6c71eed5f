using System.Diagnostics;
using Xunit;

namespace Countersign.Kinds.Tests.DiskInspect.Agreement;

/// <summary>A program of this machine that tells the same facts in its own way.</summary>
internal static class ExternalTool
{
    private static readonly string[] Folders =
        [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator), "/usr/sbin", "/sbin"];

    /// <summary>Runs the tool and returns what it prints; skips the test, naming the tool, where it is not installed.</summary>
    /// <param name="name">File name of the program.</param>
    /// <param name="allowedExitCode">Accepted beside 0.</param>
    /// <param name="arguments">Passed as they are.</param>
    public static async Task<string> RunAsync(string name, int allowedExitCode, params string[] arguments)
    {
        var path = Folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        if (path is null)
            Assert.Skip($"{name} is not installed.");
        using var process = Process.Start(
            new ProcessStartInfo(path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0 || process.ExitCode == allowedExitCode, $"{name} ended with {process.ExitCode}: {await error}");
        return output;
    }
}
