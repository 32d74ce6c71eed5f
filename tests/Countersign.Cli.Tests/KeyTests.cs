using Countersign.Embedded;
using Xunit;

namespace Countersign.Cli.Tests;

/// <summary>The command where the configuration asks for keys.</summary>
public sealed class KeyTests : IDisposable
{
    private const string Key = "the-api-key-of-ann-0123456789";
    private const string Sample = "samples/disks/gpt-ext4-fat.qcow2";

    private readonly string _folder = Directory.CreateTempSubdirectory("countersign-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Run_WithAServerInside_NeedsNoKey()
    {
        var config = Path.Combine(_folder, "config.json");
        await File.WriteAllTextAsync(config, $$$"""{"Auth": {"ApiKeys": [{"Key": "{{{Key}}}", "User": "ann"}]}}""");

        var outcome = await CommandProcess.RunAsync(
            "run", "disk.inspect", "--image", Sample, "--approve", "--config", config, "--data", Path.Combine(_folder, "data"));

        Assert.True(outcome.ExitCode == ExitCodes.Completed, outcome.Error);
    }

    [Fact]
    public async Task Run_AtAServerWithKeys_TakesTheKeyFromAFile()
    {
        await using var host = await EmbeddedHost.StartAsync(new EmbeddedHostSettings
        {
            Urls = ["http://127.0.0.1:0"],
            DataFolder = Path.Combine(_folder, "data"),
            Overrides = new Dictionary<string, string?> { ["Auth:ApiKeys:0:Key"] = Key, ["Auth:ApiKeys:0:User"] = "ann" },
        });
        var file = Path.Combine(_folder, "key");
        await File.WriteAllTextAsync(file, Key + "\n");
        string[] run = ["run", "disk.inspect", "--image", Sample, "--approve", "--server", host.Address.ToString()];

        var known = await CommandProcess.RunAsync([.. run, "--api-key-file", file]);
        var unknown = await CommandProcess.RunAsync(run);
        var lost = await CommandProcess.RunAsync("run", "disk.inspect", "--image", Sample, "--approve", "--api-key-file", file);

        Assert.True(known.ExitCode == ExitCodes.Completed, known.Error);
        Assert.NotEqual(ExitCodes.Completed, unknown.ExitCode);
        Assert.Contains("unauthenticated", unknown.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.BadUsage, lost.ExitCode);
    }
}
