using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Countersign.Cli.Tests.Scripted;
using Countersign.Testing;
using Xunit;

namespace Countersign.Cli.Tests;

/// <summary>The command as scripts use it.</summary>
public sealed partial class CommandTests : IDisposable
{
    private const string Sample = "samples/disks/gpt-ext4-fat.qcow2";

    private readonly string _folder = Directory.CreateTempSubdirectory("countersign-").FullName;

    private string Data => Path.Combine(_folder, "data");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Run_WithApprove_ShowsPlanAndReport()
    {
        var outcome = await CommandProcess.RunAsync("run", "disk.inspect", "--image", Sample, "--approve", "--data", Data);

        Assert.True(outcome.ExitCode == ExitCodes.Completed, outcome.Error);
        Assert.Matches(PlanHash(), outcome.Output);
        foreach (var word in new[] { "Analysis", "What exactly", "read", "Partitions gpt", "ext4", "root", "Completed." })
        {
            Assert.Contains(word, outcome.Output, StringComparison.Ordinal);
        }

        Assert.DoesNotContain('\u001b', outcome.Output);
    }

    [Fact]
    public async Task Run_WithJson_PrintsTheResultDocumentAlone()
    {
        var outcome = await CommandProcess.RunAsync("run", "disk.inspect", "--image", Sample, "--approve", "--json", "--data", Data);

        var document = JsonDocument.Parse(outcome.Output).RootElement;
        Assert.Equal("completed", document.GetProperty("status").GetString());
        Assert.Equal("gpt", document.GetProperty("result").GetProperty("partition_table").GetProperty("scheme").GetString());
    }

    [Fact]
    public async Task Run_WithoutATerminalAndWithoutApprove_SaysSoAndStartsNothing()
    {
        var outcome = await CommandProcess.RunAsync("run", "disk.inspect", "--image", Sample, "--data", Data);

        Assert.Equal(ExitCodes.BadUsage, outcome.ExitCode);
        Assert.Contains("--approve", outcome.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Data));
    }

    [Fact]
    public async Task Run_OnADiskWithAnotherChecksum_Fails()
    {
        var outcome = await CommandProcess.RunAsync(
            "run", "disk.inspect", "--image", Sample, "--approve", "--checksum", "sha256:" + new string('0', 64), "--data", Data);

        Assert.Equal(ExitCodes.Failed, outcome.ExitCode);
        Assert.Contains("checksum_mismatch", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OfAFileElsewhere_UploadsIt()
    {
        var elsewhere = Path.Combine(_folder, "copy.qcow2");
        File.Copy(Repository.PathOf(Sample), elsewhere);

        var outcome = await CommandProcess.RunAsync("run", "disk.inspect", "--image", elsewhere, "--approve", "--data", Data);

        Assert.True(outcome.ExitCode == ExitCodes.Completed, outcome.Error);
        Assert.Contains("copy.qcow2", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OfACleanup_ShowsEveryFileAndWhatBecameOfIt()
    {
        var target = Directory.CreateDirectory(Path.Combine(_folder, "target")).FullName;
        await File.WriteAllTextAsync(Path.Combine(target, "old.log"), "12345");
        await File.WriteAllTextAsync(Path.Combine(target, "[red]\u001b[2J.log"), "123");
        await File.WriteAllTextAsync(Path.Combine(target, "kept.txt"), "1");

        var outcome = await CommandProcess.RunAsync(
            "run", "storage.cleanup", "--path", target, "--pattern", "*.log", "--larger-than-bytes", "2", "--older-than-days", "0", "--keep-last", "1", "--approve", "--data", Data);

        Assert.True(outcome.ExitCode == ExitCodes.Completed, outcome.Error + outcome.Output);
        Assert.Equal(2, Directory.GetFiles(target).Length);
        Assert.True(File.Exists(Path.Combine(target, "kept.txt")));
        Assert.DoesNotContain('\u001b', outcome.Output);
        foreach (var word in new[] { "destructive", "bytes", "All together frees", "Removed 1 of 1 planned files", "are free", "Completed." })
        {
            Assert.Contains(word, outcome.Output, StringComparison.Ordinal);
        }
    }

    // Without any program there is no build check, so that this does not wait for one.
    [Fact]
    public async Task Generation_WithATemplateAndParameters_ShowsEveryFileAndTellsTheArchive()
    {
        var config = Path.Combine(Directory.CreateDirectory(Data).FullName, "no-programs.json");
        await File.WriteAllTextAsync(config, JsonSerializer.Serialize(new { Processes = new { SearchPath = Data } }));

        var outcome = await CommandProcess.RunAsync(
            "run", "project.generate", "--template", "fastapi-backend", "--set", "project_name=Shop", "--set", "port=8123", "--approve", "--data", Data, "--config", config);

        Assert.True(outcome.ExitCode == ExitCodes.Completed, outcome.Error + outcome.Output);
        foreach (var word in new[] { "pyproject.toml", "\"port\":8123", "is not built: this machine lacks python3", "shop.zip", "Completed." })
        {
            Assert.Contains(word, outcome.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Run_OfAGoal_ShowsWhatItBecomes()
    {
        var outcome = await CommandProcess.RunAsync(
            "run", "agent.plan", "--goal", "What is on the disk?", "--source", Sample, "--approve", "--data", Data);

        Assert.True(outcome.ExitCode == ExitCodes.Completed, outcome.Error + outcome.Output);
        foreach (var word in new[] { "planned by rules", "disk.inspect", "Completed." })
        {
            Assert.Contains(word, outcome.Output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("storage.cleanup needs", "run", "storage.cleanup", "--path", "samples", "--approve")]
    [InlineData("storage.cleanup needs", "run", "storage.cleanup", "--pattern", "*.log", "--approve")]
    [InlineData("agent.plan needs --goal TEXT.", "run", "agent.plan", "--source", "samples", "--approve")]
    [InlineData("--goal belongs to agent.plan", "run", "disk.inspect", "--goal", "look", "--approve")]
    [InlineData("both given", "run", "agent.plan", "--goal", "look", "--input", "global.json", "--approve")]
    [InlineData("--path and --container are both given", "run", "storage.cleanup", "--path", "samples", "--container", "exports", "--keep-last", "1", "--approve")]
    [InlineData("--container needs --server", "run", "storage.cleanup", "--container", "exports", "--keep-last", "1", "--approve")]
    [InlineData("storage.cleanup needs", "run", "storage.cleanup", "--container", "exports", "--server", "http://127.0.0.1:1", "--approve")]
    [InlineData("belong to storage.cleanup", "run", "disk.inspect", "--image", Sample, "--container", "exports", "--approve")]
    [InlineData("is no folder", "run", "storage.cleanup", "--path", "no/such", "--keep-last", "1", "--approve")]
    [InlineData("belong to storage.cleanup", "run", "disk.inspect", "--image", Sample, "--pattern", "*.log", "--approve")]
    [InlineData("both given", "run", "storage.cleanup", "--path", "samples", "--keep-last", "1", "--input", "global.json", "--approve")]
    [InlineData("[ without its ]", "run", "storage.cleanup", "--path", "samples", "--pattern", "[a", "--approve", "--data", "DATA")]
    [InlineData("project.generate needs", "run", "project.generate", "--set", "project_name=a", "--approve")]
    [InlineData("--set is 'port'", "run", "project.generate", "--template", "fastapi-backend", "--set", "port", "--approve")]
    [InlineData("belongs to agent.plan and project.generate", "run", "disk.inspect", "--image", Sample, "--goal", "A page", "--approve")]
    [InlineData("which is no template", "run", "project.generate", "--template", "cobol", "--approve", "--data", "DATA")]
    [InlineData("no file", "run", "disk.inspect", "--image", "no/such.img", "--approve")]
    [InlineData("--image", "run", "disk.inspect", "--approve")]
    [InlineData("--input", "run", "some.kind", "--approve")]
    [InlineData("'--nonsense'", "run", "--nonsense")]
    [InlineData("folder", "run", "disk.inspect", "--image", "samples", "--approve")]
    [InlineData("is not JSON", "run", "disk.inspect", "--input", "samples/disks/README.md", "--approve", "--data", "DATA")]
    [InlineData("standard input", "run", "disk.inspect", "--input", "-", "--data", "DATA")]
    [InlineData("--no-wait", "run", "disk.inspect", "--image", Sample, "--wait", "1", "--no-wait")]
    [InlineData("--wait is -1", "run", "disk.inspect", "--image", Sample, "--wait", "-1")]
    [InlineData("--image belongs", "run", "no.such", "--image", Sample)]
    [InlineData("'--nonsense'", "run", "disk.inspect", "--nonsense")]
    [InlineData("--server is 'x'", "run", "disk.inspect", "--image", Sample, "--approve", "--server", "x")]
    [InlineData("disk.inspect", "run", "no.such", "--input", "global.json", "--approve", "--data", "DATA")]
    [InlineData("input.image.format", "run", "disk.inspect", "--image", Sample, "--format", "iso", "--approve", "--data", "DATA")]
    [InlineData("loopback", "up", "--urls", "http://0.0.0.0:7171", "--data", "DATA")]
    [InlineData("http://ADDRESS:PORT", "up", "--urls", "7171", "--data", "DATA")]
    [InlineData("no-such.json", "up", "--config", "no-such.json", "--data", "DATA")]
    public async Task BadUsage_IsToldInOneLineOrTwo(string word, params string[] arguments)
    {
        var outcome = await CommandProcess.RunAsync([.. arguments.Select(argument => argument == "DATA" ? Data : argument)]);

        Assert.Equal(ExitCodes.BadUsage, outcome.ExitCode);
        Assert.Contains(word, outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Up_OnAPortThatIsTaken_SaysSoInOneLine()
    {
        await using var other = await ScriptedServer.StartAsync();

        var outcome = await CommandProcess.RunAsync("up", "--urls", other.Address.GetLeftPart(UriPartial.Authority), "--data", Data);

        Assert.Equal(ExitCodes.BadUsage, outcome.ExitCode);
        Assert.Contains("in use", Assert.Single(outcome.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Configuration_WithSeveralProblems_ListsThemAll()
    {
        var config = Path.Combine(_folder, "bad.json");
        await File.WriteAllTextAsync(config, """{"Approval": {"Timeout": "00:00:00"}, "Limits": {"MaxBodyBytes": 1}, "Inputs": {"Roots": ["/no/such"]}}""");

        var outcome = await CommandProcess.RunAsync("up", "--config", config, "--data", Data);

        Assert.Equal(ExitCodes.BadUsage, outcome.ExitCode);
        foreach (var key in new[] { "Approval:Timeout", "Limits:MaxBodyBytes", "Inputs:Roots:0" })
        {
            Assert.Contains(key, outcome.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Run_AgainstNoServer_SaysWhatToTry()
    {
        var outcome = await CommandProcess.RunAsync(
            "run", "disk.inspect", "--image", Sample, "--approve", "--server", "http://127.0.0.1:9");

        Assert.Equal(ExitCodes.Failed, outcome.ExitCode);
        Assert.Contains("countersign up", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Up_ServesUntilItIsTerminated()
    {
        using var server = CommandProcess.Start("up", "--urls", "http://127.0.0.1:0", "--data", Data, "--quiet");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var greeting = await server.StandardOutput.ReadLineAsync(patience.Token);
        var address = Address().Match(greeting!).Value;

        var outcome = await CommandProcess.RunAsync("run", "disk.inspect", "--image", Sample, "--approve", "--server", address);
        using var signal = Process.Start("kill", ["-TERM", $"{server.Id}"]);
        await server.WaitForExitAsync(patience.Token);

        Assert.True(outcome.ExitCode == ExitCodes.Completed, outcome.Error);
        Assert.Equal(ExitCodes.Completed, server.ExitCode);
    }

    [Theory]
    [InlineData("up", "--help")]
    [InlineData("Exit codes:", "--help")]
    [InlineData("64  bad usage", "run", "--help")]
    [InlineData("--urls", "up", "--help")]
    [InlineData("countersign 0.1.0", "--version")]
    public async Task Help_Works(string word, params string[] arguments)
    {
        var outcome = await CommandProcess.RunAsync(arguments);

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains(word, outcome.Output, StringComparison.Ordinal);
    }

    [GeneratedRegex("sha256:[0-9a-f]{64}")]
    private static partial Regex PlanHash();

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();
}
