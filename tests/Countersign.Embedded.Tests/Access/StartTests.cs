using Xunit;

namespace Countersign.Embedded.Tests.Access;

/// <summary>Where a host listens, and with which keys it starts.</summary>
public sealed class StartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("countersign-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task WithoutAuthentication_NoOtherAddressThanLoopback()
    {
        var exception = await Assert.ThrowsAsync<EmbeddedHostException>(() => StartAsync("http://0.0.0.0:0", []));

        Assert.Contains("no authentication is configured", Assert.Single(exception.Problems), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_folder, "data")));
    }

    [Theory]
    [InlineData("http://0.0.0.0:7171", true)]
    [InlineData("http://10.1.2.3:7171", true)]
    [InlineData("ftp://10.1.2.3", false)]
    public void WithAuthentication_AnyHttpAddress(string url, bool allowed) =>
        Assert.Equal(allowed, !ListenAddresses.Problems([url], authenticates: true).Any());

    [Fact]
    public async Task EveryProblemOfTheKeys_IsNamedAtOnce_AndNoKey()
    {
        var exception = await Assert.ThrowsAsync<EmbeddedHostException>(() => StartAsync("http://127.0.0.1:0", new()
        {
            ["Auth:ApiKeys:0:Key"] = "too-short",
            ["Auth:ApiKeys:0:User"] = "ann",
            ["Auth:ApiKeys:1:Key"] = "a-key-that-is-long-enough",
            ["Auth:ApiKeys:1:Roles:0"] = "agent",
            ["Auth:ApiKeys:1:Roles:1"] = "approver",
            ["Auth:ApiKeys:2:Key"] = "another-key-that-is-long-enough",
            ["Auth:ApiKeys:2:User"] = "bo",
            ["Auth:ApiKeys:2:Roles:0"] = "root",
            ["Auth:Authority"] = "http://issuer.example",
            ["Auth:SigningKey"] = "c2hvcnQ=",
            ["Http:AllowedOrigins:0"] = "*",
        }));

        var problems = string.Join('\n', exception.Problems);
        Assert.All(
            ["Auth:ApiKeys:0:Key", "Auth:ApiKeys:1:User", "Auth:ApiKeys:1:Roles", "'root'", "Auth:Authority", "Auth:Audience", "Auth:SigningKey", "Http:AllowedOrigins:0"],
            part => Assert.Contains(part, problems, StringComparison.Ordinal));
        Assert.All(["too-short", "long-enough", "c2hvcnQ="], secret => Assert.DoesNotContain(secret, problems, StringComparison.Ordinal));
    }

    [Fact]
    public async Task UserWithTwoKeys_HasTheSameRolesWithBoth()
    {
        var exception = await Assert.ThrowsAsync<EmbeddedHostException>(() => StartAsync("http://127.0.0.1:0", new()
        {
            ["Auth:ApiKeys:0:Key"] = "a-key-that-is-long-enough",
            ["Auth:ApiKeys:0:User"] = "ann",
            ["Auth:ApiKeys:1:Key"] = "another-key-that-is-long-enough",
            ["Auth:ApiKeys:1:User"] = "ann",
            ["Auth:ApiKeys:1:Roles:0"] = "admin",
        }));

        Assert.Contains("'ann' different roles", Assert.Single(exception.Problems), StringComparison.Ordinal);
    }

    private async Task StartAsync(string url, Dictionary<string, string?> configuration)
    {
        await using var host = await EmbeddedHost.StartAsync(new EmbeddedHostSettings
        {
            Urls = [url],
            DataFolder = Path.Combine(_folder, "data"),
            Overrides = configuration,
        });
    }
}
