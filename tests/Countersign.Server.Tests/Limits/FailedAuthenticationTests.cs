using System.Net;
using Countersign.Server.Access;
using Countersign.Server.Http;
using Countersign.Server.Limits;
using Countersign.Server.Tests.Access;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Countersign.Server.Tests.Limits;

/// <summary>Wrong keys and tokens, counted by address.</summary>
public sealed class FailedAuthenticationTests : IDisposable
{
    private readonly TokenAccess _access = new();
    private readonly GuardedCallerSource _source;

    public FailedAuthenticationTests() => _source = Guard(new ClientAddresses(BehindFrontEnd: false));

    [Fact]
    public async Task AddressWithTooManyFailures_IsNotLookedAt_UntilItsMinuteIsOver()
    {
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(401, (await AskAsync("wrong")).Refusal!.Status);
        }

        var (caller, refusal) = await AskAsync(TokenAccess.Key);
        Assert.Null(caller);
        Assert.Equal((429, "rate_limited", (int?)60), (refusal!.Status, refusal.Code, refusal.RetryAfterSeconds));

        _access.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("bob", (await AskAsync(TokenAccess.Key)).Caller!.User);
    }

    [Fact]
    public async Task OtherAddresses_AndGoodKeys_AreNotCounted()
    {
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal("bob", (await AskAsync(TokenAccess.Key)).Caller!.User);
        }

        for (var i = 0; i < 3; i++)
        {
            await AskAsync("wrong", "10.0.0.9");
        }

        Assert.Equal(401, (await AskAsync("wrong")).Refusal!.Status);
        Assert.Equal(429, (await AskAsync("wrong", "10.0.0.9")).Refusal!.Status);
    }

    [Fact]
    public async Task RequestsWithoutAKey_TryNothing()
    {
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(401, (await _source.IdentifyAsync(Request("10.0.0.1"), CancellationToken.None)).Refusal!.Status);
        }

        Assert.Equal("bob", (await AskAsync(TokenAccess.Key)).Caller!.User);
    }

    [Theory]
    [InlineData("10.0.0.1", "10.0.0.1")]
    [InlineData("::ffff:10.0.0.1", "10.0.0.1")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    public void Address_IsThatOfTheConnection(string remote, string expected) =>
        Assert.Equal(expected, new ClientAddresses(BehindFrontEnd: false).Of(Request(remote, forwarded: "10.9.9.9")));

    [Theory]
    [InlineData("203.0.113.7:50123", "203.0.113.7")]
    [InlineData("10.0.0.1, 203.0.113.7:50123", "203.0.113.7")]
    [InlineData("10.0.0.1,203.0.113.7", "203.0.113.7")]
    [InlineData("[2001:db8::1]:443", "2001:db8::/64")]
    [InlineData("", null)]
    [InlineData("nonsense", null)]
    public void BehindAFrontEnd_TheAddressIsTheOneThatItAdded(string forwarded, string? expected) =>
        Assert.Equal(expected, new ClientAddresses(BehindFrontEnd: true).Of(Request("127.0.0.1", forwarded)));

    public void Dispose() => _access.Dispose();

    private static HttpRequest Request(string remote, string? forwarded = null)
    {
        var http = new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse(remote) } };
        if (forwarded is not null)
        {
            http.Request.Headers["X-Forwarded-For"] = forwarded;
        }

        return http.Request;
    }

    private GuardedCallerSource Guard(ClientAddresses addresses) => new(
        _access.Source, new FailedAuthentications(new LimitsOptions { FailedAuthenticationsPerMinute = 3 }, addresses, _access.Clock));

    private ValueTask<(Caller? Caller, Refusal? Refusal)> AskAsync(string key, string remote = "10.0.0.1")
    {
        var request = Request(remote);
        request.Headers["X-API-Key"] = key;
        return _source.IdentifyAsync(request, CancellationToken.None);
    }
}
