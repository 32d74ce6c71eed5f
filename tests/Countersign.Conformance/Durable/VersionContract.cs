using Countersign.Durable;
using Countersign.Testing.Durable;
using Xunit;

namespace Countersign.Conformance.Durable;

/// <summary>Versions: an instance goes on with the code that it started with, and with no other.</summary>
public abstract class VersionContract(DurableEngineFixture fixture) : DurableContract(fixture)
{
    private static readonly Orchestration<int, string> Main = new("main");

    [Fact]
    public async Task Instance_AfterANewVersion_GoesOnWithTheCodeItStartedWith()
    {
        AddVersions(Registry, "1");
        await StartAsync();
        await ScheduleAsync(Main with { Version = "1" }, 0, "old");
        await UntilStatusAsync("waiting", "old");

        var both = new DurableRegistry();
        AddVersions(both, "1", "2");
        await CrashAndStartAsync(both);
        await ScheduleAsync(Main with { Version = "2" }, 0, "new");
        await UntilStatusAsync("waiting", "new");
        await Client.RaiseEventAsync("old", "go");
        await Client.RaiseEventAsync("new", "go");

        Assert.Equal("code 1, told 1", await ResultAsync<string>("old"));
        Assert.Equal("code 2, told 2", await ResultAsync<string>("new"));
    }

    [Fact]
    public async Task Options_NameAnotherVersionThanTheDefault()
    {
        AddVersions(Registry, "", "1", "2");
        await StartAsync();

        await Client.ScheduleAsync(Main with { Version = "2" }, 0, "default", new StartOptions());
        await Client.ScheduleAsync(Main with { Version = "2" }, 0, "named", new StartOptions { Version = "1" });
        await Client.ScheduleAsync(Main, 0, "none", new StartOptions());
        foreach (var id in (string[])["default", "named", "none"])
        {
            await Client.RaiseEventAsync(id, "go");
        }

        Assert.Equal("code 2, told 2", await ResultAsync<string>("default"));
        Assert.Equal("code 1, told 1", await ResultAsync<string>("named"));
        Assert.Equal("code , told ", await ResultAsync<string>("none"));
    }

    [Fact]
    public async Task Instance_WhoseVersionIsGone_WaitsForItWithBothNamed()
    {
        AddVersions(Registry, "1");
        await StartAsync();
        await ScheduleAsync(Main with { Version = "1" }, 0);
        await UntilStatusAsync("waiting");

        var changed = new DurableRegistry();
        AddVersions(changed, "2");
        await CrashAndStartAsync(changed);
        await Client.RaiseEventAsync("one", "go");
        var parked = await UntilAsync("one", state => state.Failure is not null);

        Assert.True(parked.IsParked);
        Assert.Equal(RuntimeStatus.Running, parked.Status);
        Assert.Contains("'main'", parked.Failure!.Message, StringComparison.Ordinal);
        Assert.Contains("version '1'", parked.Failure.Message, StringComparison.Ordinal);
        Assert.Contains("version '2'", parked.Failure.Message, StringComparison.Ordinal);

        // With its code back, it goes on with what it was sent meanwhile.
        var again = new DurableRegistry();
        AddVersions(again, "1", "2");
        await CrashAndStartAsync(again);
        Assert.Equal("code 1, told 1", await ResultAsync<string>());
        Assert.Null((await Client.GetAsync("one"))!.Failure);
    }

    [Fact]
    public async Task Instance_WhoseVersionIsGone_CanBeTerminated()
    {
        AddVersions(Registry, "1");
        await StartAsync();
        await ScheduleAsync(Main with { Version = "1" }, 0);
        await UntilStatusAsync("waiting");
        var changed = new DurableRegistry();
        AddVersions(changed, "2");
        await CrashAndStartAsync(changed);

        await Client.TerminateAsync("one", "gone");

        Assert.Equal(RuntimeStatus.Terminated, (await EndAsync()).Status);
        Assert.True(await Client.PurgeAsync("one"));
    }

    [Fact]
    public async Task Child_RunsTheVersionThatItsParentNames()
    {
        AddVersions(Registry, "1", "2");
        var parent = Registry.Orchestration<int, string>(
            "parent", (context, _) => context.CallSubOrchestrationAsync(Main with { Version = "1" }, 0, "child"));
        await StartAsync();
        await ScheduleAsync(parent, 0);
        await UntilAsync("child", state => state.CustomStatus is not null);

        await Client.RaiseEventAsync("child", "go");

        Assert.Equal("code 1, told 1", await ResultAsync<string>());
    }

    [Theory]
    [InlineData(null, "code 1, told 1")]
    [InlineData("2", "code 2, told 2")]
    public async Task ContinueAsNew_KeepsTheVersionOrMovesToTheOneNamed(string? next, string expected)
    {
        foreach (var version in (string[])["1", "2"])
        {
            Registry.AddOrchestration(Main with { Version = version }, () => new DelegateOrchestration<int, string>((context, n) =>
            {
                if (n == 0)
                {
                    context.ContinueAsNew(1, version: next);
                }

                return Task.FromResult($"code {version}, told {context.Version}");
            }));
        }

        await StartAsync();

        await ScheduleAsync(Main with { Version = "1" }, 0);

        Assert.Equal(expected, await ResultAsync<string>());
    }

    private static void AddVersions(DurableRegistry registry, params string[] versions)
    {
        foreach (var version in versions)
        {
            registry.AddOrchestration(Main with { Version = version }, () => new DelegateOrchestration<int, string>(async (context, _) =>
            {
                context.SetCustomStatus("waiting");
                await context.WaitForExternalEventAsync<int>("go");
                return $"code {version}, told {context.Version}";
            }));
        }
    }
}
