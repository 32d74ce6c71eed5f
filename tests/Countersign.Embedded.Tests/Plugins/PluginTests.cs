using Countersign.Embedded.Tests.InProcess;
using Countersign.Server.Kinds;
using Countersign.Testing.Kinds;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Countersign.Embedded.Tests.Plugins;

/// <summary>What becomes of assemblies that cannot be used: they are named with the reason, and nothing else suffers.</summary>
public sealed class PluginTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("countersign-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Assemblies_ThatCannotBeUsed_AreNamedWithTheReason_AndTheOthersWork()
    {
        await File.WriteAllTextAsync(In("broken.dll"), "no assembly at all");
        CompiledPlugin.Write(In("good.dll"), "acme.good");
        CompiledPlugin.Write(In("hidden.dll"), "acme.hidden", visibility: "internal");
        CompiledPlugin.Write(In("shipped.dll"), "disk.inspect");
        CompiledPlugin.Write(In("twice.dll"), "acme.good");
        CompiledPlugin.Write(In("named.dll"), "Acme Good");
        CompiledPlugin.Write(In("throws.dll"), "acme.throws", "public PlugIn() => throw new InvalidOperationException(\"out of order\");");
        CompiledPlugin.Write(In("asks.dll"), "acme.asks", "public PlugIn(IServiceProvider everything) { }");
        CompiledPlugin.Compile(In("library.dll"), "public static class Library { }");
        var logs = new CollectedLogs();

        await using var server = await StartAsync(logs);
        var answer = await server.GetAsync(Person.Owner, "api/capabilities");

        string[] kinds = [.. answer.Body.GetProperty("kinds").EnumerateArray().Select(kind => kind.GetProperty("kind").GetString()!)];
        Assert.Equal(["acme.good"], kinds.Where(kind => kind.StartsWith("acme", StringComparison.OrdinalIgnoreCase)));
        Assert.Single(kinds, "disk.inspect");
        Assert.All(
            new (string File, string Why)[]
            {
                ("broken.dll", "not used:"), ("hidden.dll", "no public class that implements IJobKind"), ("shipped.dll", "'disk.inspect', which ships with the server"),
                ("twice.dll", "good.dll'"), ("named.dll", "'Acme Good'; allowed are lower-case"), ("throws.dll", "out of order"), ("asks.dll", "may ask for TimeProvider"),
            },
            expected => Assert.Contains(Lines(logs), line => line.Contains($"'{In(expected.File)}' is not used", StringComparison.Ordinal) && line.Contains(expected.Why, StringComparison.Ordinal)));
        Assert.DoesNotContain(Lines(logs), line => line.Contains("library.dll", StringComparison.Ordinal) || line.Contains("good.dll' is not used", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Constructor_GetsWhatShippedKindsGet_AndItsOwnLibraries()
    {
        var place = Directory.CreateDirectory(In("own")).FullName;
        var library = Path.Combine(place, "Acme.Library.dll");
        CompiledPlugin.Compile(library, "public static class Library { public static string Name => \"acme.own\"; }");
        CompiledPlugin.Write(
            Path.Combine(place, "own.dll"),
            "acme.own",
            "public PlugIn(TimeProvider clock, IInputFolders folders, Func<Countersign.Kinds.Sources.ISourceTrees> trees, Func<Countersign.Kinds.Processes.ProcessRunner> processes) "
            + "{ if (clock is null || folders is null || trees() is null || processes() is null) throw new InvalidOperationException(\"something is missing\"); }");
        var logs = new CollectedLogs();

        await using var server = await StartAsync(logs);
        var answer = await server.GetAsync(Person.Owner, "api/capabilities");

        Assert.DoesNotContain(Lines(logs), line => line.Contains("is not used", StringComparison.Ordinal));
        Assert.Contains("acme.own", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Strict_DoesNotStartWithoutOne()
    {
        await File.WriteAllTextAsync(In("broken.dll"), "no assembly at all");

        var exception = await Assert.ThrowsAsync<EmbeddedHostException>(() => StartHostAsync(strict: true));

        Assert.Contains(In("broken.dll"), Assert.Single(exception.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NotStrict_StartsWithoutIt()
    {
        await File.WriteAllTextAsync(In("broken.dll"), "no assembly at all");
        CompiledPlugin.Write(In("good.dll"), "acme.good");

        await using var host = await StartHostAsync(strict: false);

        Assert.NotNull(host.Services.GetRequiredService<KindCatalogue>().Find("acme.good"));
    }

    [Fact]
    public async Task Folder_ThatEverybodyMayWrite_IsRefused_AndSoIsSuchAFile()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such permission bits.");
            return;
        }

        CompiledPlugin.Write(In("good.dll"), "acme.good");
        File.SetUnixFileMode(_folder, File.GetUnixFileMode(_folder) | UnixFileMode.OtherWrite);
        var exception = await Assert.ThrowsAsync<EmbeddedHostException>(() => StartHostAsync(strict: false));
        Assert.Contains("chmod o-w", Assert.Single(exception.Problems), StringComparison.Ordinal);

        File.SetUnixFileMode(_folder, File.GetUnixFileMode(_folder) & ~UnixFileMode.OtherWrite);
        File.SetUnixFileMode(In("good.dll"), File.GetUnixFileMode(In("good.dll")) | UnixFileMode.OtherWrite);
        exception = await Assert.ThrowsAsync<EmbeddedHostException>(() => StartHostAsync(strict: true));
        Assert.Contains("everybody on the machine may write", Assert.Single(exception.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folder_ThatIsNotThere_IsAProblemOfTheConfiguration()
    {
        Directory.CreateDirectory(In("elsewhere"));
        var exception = await Assert.ThrowsAsync<EmbeddedHostException>(() => StartHostAsync(strict: false, "nowhere"));

        Assert.Contains("Kinds:Folder", Assert.Single(exception.Problems), StringComparison.Ordinal);
    }

    private static string[] Lines(CollectedLogs logs) => logs.Text.Split('\n');

    private string In(string name) => Path.Combine(_folder, name);

    private Task<InProcessServer> StartAsync(CollectedLogs logs) =>
        InProcessServer.StartAsync(new RecordedStepsKind(), new() { ["Kinds:Folder"] = _folder }, logs);

    private async Task<EmbeddedHost> StartHostAsync(bool strict, string folder = "") => await EmbeddedHost.StartAsync(new EmbeddedHostSettings
    {
        Urls = ["http://127.0.0.1:0"],
        DataFolder = Path.Combine(_folder, "data"),
        Overrides = new Dictionary<string, string?> { ["Kinds:Folder"] = Path.Combine(_folder, folder), ["Kinds:Strict"] = strict ? "true" : "false" },
    });
}
