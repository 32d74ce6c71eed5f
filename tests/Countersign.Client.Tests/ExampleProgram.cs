using System.ComponentModel;
using System.Diagnostics;
using Countersign.Testing;
using Xunit;

namespace Countersign.Client.Tests;

/// <summary>An example of another language, ready to be run.</summary>
/// <param name="Program">What runs it.</param>
/// <param name="File">The example.</param>
internal sealed record ExampleProgram(string Program, string File)
{
    /// <summary>When set, a test without Node fails instead of being skipped.</summary>
    private const string RequiredVariable = "COUNTERSIGN_TESTS_REQUIRE_NODE";

    private static readonly TimeSpan InstallLimit = TimeSpan.FromMinutes(3);
    private static readonly Lazy<Task<string>> Compiled = new(CompileAsync);

    /// <summary>Prepares the example. Skips the test, with the reason, where its language is missing.</summary>
    public static async Task<ExampleProgram> PrepareAsync(string language, string name = "run-job")
    {
        var program = language == "python" ? "python3" : "node";
        var (exitCode, version) = await TryRunAsync(program, Repository.Root, ["--version"]);
        Need(exitCode == 0, $"{program} does not run here: {version.Trim()}", isNode: program == "node");
        return language == "python"
            ? new ExampleProgram(program, Repository.PathOf("examples", "python", name.Replace('-', '_') + ".py"))
            : new ExampleProgram(program, Path.Combine(await Compiled.Value, name + ".js"));
    }

    /// <summary>Runs it to its end; returns its exit code and what it wrote, errors last.</summary>
    public Task<(int ExitCode, string Text)> RunAsync(string input, params string[] arguments) =>
        RunAsync(Program, Repository.Root, [File, .. arguments], input, ClientHost.Patience);

    /// <summary>Starts it, with one more variable in its environment.</summary>
    public RunningExample Start((string Name, string Value) variable, params string[] arguments)
    {
        var start = new ProcessStartInfo(Program, [File, .. arguments])
        {
            WorkingDirectory = Repository.Root, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment[variable.Name] = variable.Value;
        return new RunningExample(start);
    }

    /// <summary>Compiles the TypeScript away from the repository: test projects may run side by side. Returns the folder.</summary>
    private static async Task<string> CompileAsync()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "typescript");
        Directory.CreateDirectory(folder);
        foreach (var name in new[] { "package.json", "package-lock.json", "tsconfig.json", "run-job.ts", "receive-webhooks.ts" })
        {
            System.IO.File.Copy(Repository.PathOf("examples", "typescript", name), Path.Combine(folder, name), overwrite: true);
        }

        var compiler = Path.Combine(folder, "node_modules", "typescript", "bin", "tsc");
        if (!System.IO.File.Exists(compiler))
        {
            var (installed, said) = OperatingSystem.IsWindows()
                ? await TryRunAsync("cmd", folder, ["/c", "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"])
                : await TryRunAsync("npm", folder, ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
            Need(installed == 0, $"npm ci ended with {installed}; no network, perhaps: {said}", isNode: true);
        }

        var (exitCode, text) = await TryRunAsync("node", folder, [compiler]);
        Assert.True(exitCode == 0, text);
        return Path.Combine(folder, "dist");
    }

    private static void Need(bool isThere, string otherwise, bool isNode)
    {
        Assert.False(isNode && !isThere && Environment.GetEnvironmentVariable(RequiredVariable) == "1", otherwise);
        Assert.SkipUnless(isThere, otherwise);
    }

    private static async Task<(int ExitCode, string Text)> TryRunAsync(string program, string folder, string[] arguments)
    {
        try
        {
            return await RunAsync(program, folder, arguments, "", InstallLimit);
        }
        catch (Win32Exception exception)
        {
            return (-1, exception.Message);
        }
    }

    private static async Task<(int ExitCode, string Text)> RunAsync(string program, string folder, string[] arguments, string input, TimeSpan limit)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var patience = new CancellationTokenSource(limit);
        try
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, await output + await error);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
