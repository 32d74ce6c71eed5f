using System.Text.Json.Nodes;
using Countersign.Contracts.Hashing;
using Countersign.Testing.Images;
using Xunit;

namespace Countersign.Scenarios;

/// <summary>
/// Requests that clients of the replaced services send, with the answers that they expect: one file per example, in a folder per
/// service. <c>OlderServices/README.md</c> tells how they are written.
/// </summary>
public abstract class OlderServiceScenarios(IScenarioHost host) : ScenarioBase(host)
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "OlderServices");

    public static TheoryData<string> Examples => [.. Directory
        .EnumerateFiles(Folder, "*.json", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Folder, path).Replace('\\', '/'))
        .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Example_IsAnsweredAsItsClientsKnow(string example)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Folder, example));
        var steps = JsonNode.Parse(text)!.AsObject();
        await RequireKindsAsync(steps["kinds"]?.AsArray().Select(kind => kind!.GetValue<string>()) ?? []);
        RequirePrograms(steps["programs"]?.AsArray().Select(program => program!.GetValue<string>()) ?? []);
        var player = new ExamplePlayer(Api, await NewValuesAsync(text));
        foreach (var step in steps["steps"]!.AsArray())
        {
            await player.PlayAsync(step!.AsObject());
        }
    }

    [Theory]
    [InlineData("A")]
    [InlineData("B")]
    [InlineData("D")]
    [InlineData("G")]
    [InlineData("K")]
    public void Examples_AreThereForEveryReplacedService(string service) =>
        Assert.NotEmpty(Directory.EnumerateFiles(Path.Combine(Folder, service), "*.json"));

    private async Task RequireKindsAsync(IEnumerable<string> needed)
    {
        var capabilities = await Api.GetAsync("api/capabilities");
        var known = capabilities.Body.GetProperty("kinds").EnumerateArray().Select(kind => kind.GetProperty("kind").GetString()).ToHashSet();
        var missing = needed.Where(kind => !known.Contains(kind)).ToArray();
        Assert.SkipWhen(missing.Length > 0 && Host.IsForeign, $"{Host.Name} has no kind {string.Join(", ", missing)}.");
        Assert.Empty(missing);
    }

    // A host that the tests did not start is taken to be on a machine like this one.
    private static void RequirePrograms(IEnumerable<string> needed)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var missing = needed.Where(program => !folders.Any(folder => File.Exists(Path.Combine(folder, program)))).ToArray();
        Assert.SkipWhen(missing.Length > 0, $"This machine has no {string.Join(", ", missing)}.");
    }

    private async Task<Dictionary<string, string>> NewValuesAsync(string example)
    {
        var values = new Dictionary<string, string> { ["new"] = NewId() };
        if (example.Contains("{{disk", StringComparison.Ordinal))
        {
            Assert.SkipWhen(Host.InputFolder is null, $"No folder of this machine is an input root of {Host.Name}.");
            var bytes = SmallDisk.Create(0);
            values["disk"] = $"{values["new"]}.img";
            values["disk_sha256"] = Digest.Of(bytes);
            await File.WriteAllBytesAsync(Path.Combine(Host.InputFolder!, values["disk"]), bytes);
        }

        return values;
    }
}
