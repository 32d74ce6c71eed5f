using System.Diagnostics;
using Countersign.Kinds;
using Countersign.Testing;
using Xunit;

namespace Countersign.Embedded.Tests.Plugins;

/// <summary>The template of a kind, made into a project by <c>dotnet new</c> and built against this build's assemblies; no network.</summary>
public sealed class TemplateBuild : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    private readonly string _folder = Directory.CreateTempSubdirectory("countersign-").FullName;

    /// <summary>The plug-in's assembly.</summary>
    public string Assembly => Path.Combine(_folder, "out", "Acme.Pages.dll");

    public async ValueTask InitializeAsync()
    {
        var hive = Path.Combine(_folder, "hive");
        var project = Path.Combine(_folder, "project");
        await DotnetAsync("new", "install", Repository.PathOf("templates", "job-kind"), "--debug:custom-hive", hive);
        await DotnetAsync(
            "new", "countersign-kind", "--name", "Acme.Pages", "--output", project, "--kind", "acme.pages", "--debug:custom-hive", hive,
            "--server", Path.GetDirectoryName(typeof(IJobKind).Assembly.Location)!);
        await DotnetAsync("build", project, "--output", Path.Combine(_folder, "out"), "-nodeReuse:false", "-p:UseSharedCompilation=false", "-p:NuGetAudit=false", "-warnaserror");
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private static async Task DotnetAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };

        // The build that runs this test must not lead the one it starts to its own tools.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        Assert.True(process.ExitCode == 0, $"dotnet {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{await output}\n{await errors}");
    }
}
