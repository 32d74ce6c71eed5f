using System.Text.Json;
using Countersign.Embedded;
using Xunit;

namespace Countersign.Cli.Tests;

/// <summary><c>countersign doctor</c> and <c>countersign purge</c> at a server that runs.</summary>
public sealed class UpkeepCommandTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("countersign-").FullName;
    private EmbeddedHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await EmbeddedHost.StartAsync(
        new EmbeddedHostSettings { Urls = ["http://127.0.0.1:0"], DataFolder = Path.Combine(_folder, "data") });

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Doctor_OfASoundServer_SaysSo()
    {
        var outcome = await RunAsync("doctor");

        Assert.True(outcome.ExitCode == ExitCodes.Completed, outcome.Error);
        Assert.Equal("All is well.", outcome.Output.Trim());
    }

    [Fact]
    public async Task Doctor_WithRepair_PrintsWhatItDid()
    {
        var outcome = await RunAsync("doctor", "--repair");

        Assert.True(outcome.ExitCode == ExitCodes.Completed, outcome.Error);
        Assert.Equal(0, JsonElement.Parse(outcome.Output).GetProperty("repaired").GetInt32());
    }

    [Fact]
    public async Task Purge_PrintsHowManyItRemoved()
    {
        var outcome = await RunAsync("purge", "--before", "2001-01-01T00:00:00Z", "--status", "failed", "--status", "cancelled");

        Assert.True(outcome.ExitCode == ExitCodes.Completed, outcome.Error);
        Assert.Equal(0, JsonElement.Parse(outcome.Output).GetProperty("removed").GetInt32());
    }

    [Theory]
    [InlineData("--before", "yesterday", "--status", "failed")]
    [InlineData("--before", "2001-01-01T00:00:00Z", "--status", "running")]
    [InlineData("--before", "2999-01-01T00:00:00Z", "--status", "failed")]
    public async Task Purge_OfWhatIsNotAllowed_IsBadUsage(params string[] options)
    {
        var outcome = await RunAsync(["purge", .. options]);

        Assert.Equal(ExitCodes.BadUsage, outcome.ExitCode);
        Assert.Contains("allowed is", outcome.Error, StringComparison.Ordinal);
    }

    private Task<CommandOutcome> RunAsync(params string[] arguments) =>
        CommandProcess.RunAsync([.. arguments, "--server", _host.Address.ToString()]);
}
