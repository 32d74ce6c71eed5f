using System.Net;
using Countersign.Kinds.Outbound;
using Xunit;

namespace Countersign.Kinds.Tests.Outbound;

/// <summary>The rule of <c>Http:AllowedHosts</c>.</summary>
public sealed class HostListTests
{
    private static readonly HostList Hosts = new(["api.example.com", "other.example.com:8443", "[::1]:8080", "10.0.0.5", "localhost:9000", "Bücher.example"]);

    [Theory]
    [InlineData("https://api.example.com/x")]
    [InlineData("http://API.example.com/x?y")]
    [InlineData("https://api.example.com:443/")]
    [InlineData("https://other.example.com:8443/")]
    [InlineData("http://[::1]:8080/")]
    [InlineData("http://[0:0:0:0:0:0:0:1]:8080/")]
    [InlineData("http://10.0.0.5/")]
    [InlineData("http://0x0a000005/")]
    [InlineData("https://xn--bcher-kva.example/")]
    public void Allows_WhatIsListed(string url) => Assert.True(Hosts.Allows(new Uri(url)));

    [Theory]
    [InlineData("https://api.example.com:8443/")]
    [InlineData("https://example.com/")]
    [InlineData("https://x.api.example.com/")]
    [InlineData("https://api.example.com.evil.example/")]
    [InlineData("https://api.example.com./")]
    [InlineData("https://other.example.com/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://10.0.0.5:81/")]
    [InlineData("https://api.example.com@evil.example/")]
    public void Allows_NothingElse(string url) => Assert.False(Hosts.Allows(new Uri(url)));

    [Fact]
    public void AllowsAddress_OnlyWhenItIsListedItself()
    {
        var named = new Uri("http://api.example.com/");

        Assert.True(Hosts.AllowsAddress(named, IPAddress.Parse("10.0.0.5")));
        Assert.True(Hosts.AllowsAddress(named, IPAddress.Parse("::ffff:10.0.0.5")));
        Assert.False(Hosts.AllowsAddress(named, IPAddress.Parse("10.0.0.6")));
        Assert.False(Hosts.AllowsAddress(named, IPAddress.Loopback));
        Assert.True(Hosts.AllowsAddress(new Uri("http://localhost:9000/"), IPAddress.IPv6Loopback));
        Assert.False(Hosts.AllowsAddress(new Uri("http://localhost:9000/"), IPAddress.Parse("10.0.0.6")));
    }

    [Theory]
    [InlineData("http://host")]
    [InlineData("host/path")]
    [InlineData("user@host")]
    [InlineData("host:port")]
    [InlineData("host#x")]
    [InlineData("")]
    public void IsEntry_RefusesWhatIsNoHost(string text) => Assert.False(HostList.IsEntry(text));
}
