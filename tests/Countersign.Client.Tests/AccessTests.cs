using Countersign.Client.Errors;
using Countersign.Contracts.Errors;
using Xunit;

namespace Countersign.Client.Tests;

/// <summary>Keys, tokens and limits of a host that asks for them.</summary>
public sealed class AccessTests(ClosedClientHost host) : IClassFixture<ClosedClientHost>
{
    private const string TokenPath = "/api/auth/token";
    private const string JobsPath = "/api/jobs";

    [Fact]
    public async Task Key_IsExchangedOnce_ForAllCallers()
    {
        using var network = new RecordingHandler();
        using var client = Create(network);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.Jobs.ListPageAsync()));

        Assert.Equal(1, network.CountOf(TokenPath, 200));
        Assert.Equal(20, network.CountOf(JobsPath, 200));
        Assert.DoesNotContain(network.Exchanges, exchange => exchange.HasKey);
    }

    [Fact]
    public async Task ExpiredToken_IsRenewed_AndTheRequestSentAgain()
    {
        using var network = new RecordingHandler();
        using var client = Create(network);
        await client.Jobs.ListPageAsync();
        host.Time.Advance(TimeSpan.FromHours(1));

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => client.Jobs.ListPageAsync()));

        Assert.Equal(6, network.CountOf(JobsPath, 200));
        Assert.InRange(network.CountOf(JobsPath, 401), 1, 5);
        Assert.Equal(2, network.CountOf(TokenPath, 200));
    }

    [Fact]
    public async Task Token_IsRenewed_BeforeItExpires()
    {
        using var network = new RecordingHandler();
        using var client = Create(network, new CountersignClientOptions { Address = host.Address, ApiKey = ClosedClientHost.Key, Clock = host.Time });
        for (var i = 0; i < 5; i++)
        {
            await client.Jobs.ListPageAsync();
            host.Time.Advance(TimeSpan.FromMinutes(13));
        }

        Assert.Equal((5, 5, 0), (network.CountOf(TokenPath, 200), network.CountOf(JobsPath, 200), network.CountOf(JobsPath, 401)));
    }

    [Fact]
    public async Task Upload_WithAnExpiredToken_IsSentWhole()
    {
        using var network = new RecordingHandler();
        using var client = Create(network);
        await client.Jobs.ListPageAsync();
        host.Time.Advance(TimeSpan.FromHours(1));
        var sent = new LastValue();

        var upload = await client.Uploads.CreateAsync("some.bin", new MemoryStream(new byte[100_000]), sent);

        Assert.Equal((100_000L, 100_000L), (upload.Size, sent.Value));
    }

    [Fact]
    public async Task WrongKey_IsARefusal_AndNotTriedAgain()
    {
        using var network = new RecordingHandler();
        using var client = Create(network, new CountersignClientOptions { Address = host.Address, ApiKey = "nobodys-key-0123456789" });

        var refused = await Assert.ThrowsAsync<CountersignException>(() => client.Jobs.ListPageAsync());

        Assert.Equal((401, ErrorCodes.Unauthenticated), (refused.Status, refused.Code));
        Assert.Single(network.Exchanges);
    }

    [Fact]
    public async Task KeyItself_OrATokenOfTheCallers_IsSent()
    {
        using var network = new RecordingHandler();
        using var byKey = Create(
            network, new CountersignClientOptions { Address = host.Address, ApiKey = ClosedClientHost.Key, ExchangeApiKey = false });
        using var byToken = Create(network, new CountersignClientOptions
        {
            Address = host.Address,
            Token = async cancellationToken => (await byKey.Access.CreateTokenAsync(ClosedClientHost.Key, cancellationToken)).AccessToken,
        });

        await byKey.Jobs.ListPageAsync();
        await byToken.Jobs.ListPageAsync();
        var ticket = await byToken.Access.CreateStreamTicketAsync();

        Assert.Equal([true, false], network.Exchanges.Where(exchange => exchange.Path == JobsPath).Select(exchange => exchange.HasKey));
        Assert.Equal(2, network.CountOf(JobsPath, 200));
        Assert.NotEmpty(ticket.AccessToken);
    }

    [Fact]
    public async Task CreationLimit_IsWaitedFor_ByKeyedSubmissions()
    {
        using var network = new RecordingHandler();
        var clock = new PauselessClock(TimeSpan.FromMinutes(1), host.Time.Advance);
        using var client = Create(network, new CountersignClientOptions { Address = host.Address, ApiKey = ClosedClientHost.Key, Clock = clock });

        for (var i = 0; i < 4; i++)
        {
            await client.Jobs.SubmitAsync(ClientHost.Inspection(), idempotencyKey: $"limited-{i}");
        }

        Assert.Equal(4, network.CountOf(JobsPath, 202));
        Assert.NotEqual(0, network.CountOf(JobsPath, 429));
        Assert.Equal(network.CountOf(JobsPath, 429), clock.Pauses.Count);
    }

    private CountersignClient Create(RecordingHandler network, CountersignClientOptions? options = null) =>
        new(options ?? new CountersignClientOptions { Address = host.Address, ApiKey = ClosedClientHost.Key }, network);

    private sealed class LastValue : IProgress<long>
    {
        public long Value { get; private set; }

        public void Report(long value) => Value = value;
    }
}
