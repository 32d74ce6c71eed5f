using Countersign.Testing;
using Countersign.Testing.Http;
using Countersign.Testing.Kinds;
using Xunit;

namespace Countersign.Embedded.Tests.Watch;

/// <summary>Whose the jobs of documents are, and which folders and owners a host starts with.</summary>
public sealed class WatchOwnerTests : IDisposable
{
    private readonly WatchedPlace _place = new();
    private readonly VirtualClock _clock = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Owner_IsTheConfiguredUser_WhoseLimitsHold_ByWaitingAndNotByRejecting()
    {
        await using var host = await StartAsync(new() { ["Inputs:WatchOwner"] = "ann", ["Limits:SubmitPerMinute"] = "1" }, closed: true);
        foreach (var name in (string[])["a", "b"])
        {
            _place.Drop($"{name}.json", $$$"""{"kind": "test.counted", "job_id": "{{{name}}}", "input": {"steps": 1}}""");
        }

        await _place.UntilAsync(() => File.Exists(_place.In("working", "b.json")), PassTime);
        Assert.True(File.Exists(_place.In("working", ".a.json.ticket")));
        Assert.False(File.Exists(_place.In("working", ".b.json.ticket")));
        await _place.UntilAsync(() => File.Exists(_place.In("working", ".b.json.ticket")), PassTime);

        using var api = new ApiClient(host.Address);
        api.Http.DefaultRequestHeaders.Add("X-API-Key", "the-key-of-ann-0123456789");
        var (first, second) = ((await api.GetAsync("api/jobs/a")).Body, (await api.GetAsync("api/jobs/b")).Body);
        Assert.Equal("ann", first.GetProperty("owner").GetString());
        Assert.True(second.GetProperty("created_at").GetDateTimeOffset() - first.GetProperty("created_at").GetDateTimeOffset() >= TimeSpan.FromMinutes(1));
        Assert.Empty(Directory.GetFiles(_place.In("rejected")));
    }

    [Theory]
    [InlineData(true, "", "Inputs:WatchOwner is ''; allowed is a user of Auth:ApiKeys")]
    [InlineData(true, "local", "Inputs:WatchOwner is 'local'")]
    [InlineData(false, "ann", "Inputs:WatchOwner is 'ann'")]
    public async Task Owner_WhoIsNobody_KeepsTheHostFromStarting(bool closed, string owner, string problem)
    {
        var exception = await Assert.ThrowsAsync<EmbeddedHostException>(() => StartAsync(new() { ["Inputs:WatchOwner"] = owner }, closed));

        Assert.Contains(problem, Assert.Single(exception.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folder_ThatEverybodyMayWrite_IsRefused()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such permission bits.");
            return;
        }

        File.SetUnixFileMode(_place.Root, File.GetUnixFileMode(_place.Root) | UnixFileMode.OtherWrite);

        var exception = await Assert.ThrowsAsync<EmbeddedHostException>(() => StartAsync([], closed: false));

        Assert.Contains("Inputs:Watch", Assert.Single(exception.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folder_OfAnotherServer_OrWithALinkInIt_IsRefused()
    {
        await using (await StartAsync([], closed: false))
        {
            var second = await Assert.ThrowsAsync<EmbeddedHostException>(() => StartAsync([], closed: false, data: "other"));
            Assert.Contains("Another server may watch it", Assert.Single(second.Problems), StringComparison.Ordinal);
        }

        Directory.Delete(_place.In("results"));
        Directory.CreateSymbolicLink(_place.In("results"), _place.Beside("data"));
        var linked = await Assert.ThrowsAsync<EmbeddedHostException>(() => StartAsync([], closed: false));
        Assert.Contains("is a link", Assert.Single(linked.Problems), StringComparison.Ordinal);
    }

    // More than the settling of a document, less than the minute of the limit.
    private void PassTime() => _clock.Advance(TimeSpan.FromMilliseconds(500));

    private async Task<EmbeddedHost> StartAsync(Dictionary<string, string?> configuration, bool closed, string data = "data")
    {
        var all = new Dictionary<string, string?>(_place.Configuration.Concat(configuration));
        if (closed)
        {
            all["Auth:ApiKeys:0:Key"] = "the-key-of-ann-0123456789";
            all["Auth:ApiKeys:0:User"] = "ann";
        }

        return await EmbeddedHost.StartAsync(new EmbeddedHostSettings
        {
            Urls = ["http://127.0.0.1:0"],
            DataFolder = _place.Beside(data),
            ExtraKinds = [new CountedStepsKind(_place.Beside("effects"))],
            Clock = _clock,
            Overrides = all,
        });
    }
}
