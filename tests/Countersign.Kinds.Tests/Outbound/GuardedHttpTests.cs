using System.Text;
using Countersign.Contracts.Errors;
using Countersign.Kinds.Outbound;
using Countersign.Testing;
using Countersign.Testing.Http;
using Xunit;

namespace Countersign.Kinds.Tests.Outbound;

/// <summary>What the guarded client sends, and what it refuses, against a real server.</summary>
public sealed class GuardedHttpTests
{
    [Fact]
    public async Task Send_SendsWhatWasAsked_AndNothingElse()
    {
        await using var server = new LoopbackServer(_ => new LoopbackAnswer(201, "made").With("X-Id", "7"));
        using var http = Create([server.Authority]);

        var answer = await http.SendAsync(
            new OutboundRequest
            {
                Method = "POST",
                Url = server.Url("/items?a=b"),
                Headers = [new("X-One", "1"), new("Content-Type", "text/plain")],
                Body = Encoding.UTF8.GetBytes("hello"),
            },
            CancellationToken.None);

        var request = Assert.Single(server.Requests);
        Assert.Equal(("POST /items?a=b", "hello"), (request.ToString(), request.Body));
        Assert.Equal(["Content-Length", "Content-Type", "Host", "X-One"], request.Headers.Select(header => header.Key).Order(StringComparer.Ordinal));
        Assert.Equal((201, "made", "7", false), (answer.Status, Encoding.UTF8.GetString(answer.Body.Span), answer.Header("x-id"), answer.IsCut));
    }

    [Fact]
    public async Task Send_ToAHostThatIsNotListed_IsRefusedWithoutALookUp()
    {
        await using var server = new LoopbackServer(_ => new LoopbackAnswer(200));
        using var http = Create(["other.example.com"]);

        await AssertRefusedAsync(http, server.Url(), ErrorCodes.TargetNotAllowed);

        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("10.1.2.3")]
    public async Task Send_ToAListedNameOfAPrivateAddress_IsRefused(string address)
    {
        await using var server = new LoopbackServer(_ => new LoopbackAnswer(200));
        using var http = Create([$"api.example.com:{server.Port}"], address);

        var failure = await AssertRefusedAsync(http, new Uri($"http://api.example.com:{server.Port}/"), ErrorCodes.TargetNotAllowed);

        Assert.DoesNotContain(address, failure.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Send_ToAListedNameOfAListedAddress_ReachesIt()
    {
        await using var server = new LoopbackServer(_ => new LoopbackAnswer(200));
        using var http = Create([$"api.example.com:{server.Port}", server.Authority], "10.1.2.3", "127.0.0.1");

        var answer = await http.SendAsync(Get(new Uri($"http://api.example.com:{server.Port}/")), CancellationToken.None);

        Assert.Equal((200, $"api.example.com:{server.Port}"), (answer.Status, server.Requests.Single().Header("Host")));
    }

    [Fact]
    public async Task Send_WithoutFollowing_AnswersTheRedirect()
    {
        await using var server = new LoopbackServer(_ => LoopbackAnswer.Redirect(302, "/next"));
        using var http = Create([server.Authority]);

        var answer = await http.SendAsync(Get(server.Url()), CancellationToken.None);

        Assert.Equal((302, 0), (answer.Status, answer.Redirects));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Send_Following_ChecksEachHop()
    {
        await using var inner = new LoopbackServer(_ => new LoopbackAnswer(200, "inner"));
        await using var outer = new LoopbackServer(_ => LoopbackAnswer.Redirect(307, inner.Url("/secret").AbsoluteUri));
        using var http = Create([outer.Authority]);

        await AssertRefusedAsync(http, outer.Url(), ErrorCodes.TargetNotAllowed, follow: true);

        Assert.Single(outer.Requests);
        Assert.Empty(inner.Requests);
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://127.0.0.1/")]
    public async Task Send_Following_ToAnotherScheme_IsRefused(string location)
    {
        await using var server = new LoopbackServer(_ => LoopbackAnswer.Redirect(302, location));
        using var http = Create([server.Authority, "127.0.0.1"]);

        await AssertRefusedAsync(http, server.Url(), ErrorCodes.RequestInvalid, follow: true);
    }

    [Fact]
    public async Task Send_Following_DropsCredentialsAcrossOriginsOnly()
    {
        await using var other = new LoopbackServer(_ => new LoopbackAnswer(200));
        await using var first = new LoopbackServer(request => LoopbackAnswer.Redirect(302, request.Target == "/" ? "/same" : other.Url("/other").AbsoluteUri));
        using var http = Create([first.Authority, other.Authority]);

        var answer = await http.SendAsync(
            Get(first.Url()) with
            {
                FollowRedirects = true,
                Headers = [new("Authorization", "Bearer a"), new("Cookie", "b=c"), new("X-Key", "d", IsSecret: true), new("X-Plain", "e")],
            },
            CancellationToken.None);

        Assert.Equal((200, 2, other.Url("/other")), (answer.Status, answer.Redirects, answer.Url));
        Assert.All(first.Requests, request => Assert.Equal(("Bearer a", "b=c", "d"), (request.Header("Authorization"), request.Header("Cookie"), request.Header("X-Key"))));
        var last = Assert.Single(other.Requests);
        Assert.Equal((null, null, null, "e"), (last.Header("Authorization"), last.Header("Cookie"), last.Header("X-Key"), last.Header("X-Plain")));
    }

    [Theory]
    [InlineData(303, "GET", "")]
    [InlineData(302, "GET", "")]
    [InlineData(307, "POST", "hello")]
    [InlineData(308, "POST", "hello")]
    public async Task Send_Following_TurnsAPostAsTheStatusSays(int status, string method, string body)
    {
        await using var server = new LoopbackServer(request => request.Target == "/" ? LoopbackAnswer.Redirect(status, "/next") : new LoopbackAnswer(200));
        using var http = Create([server.Authority]);

        await http.SendAsync(
            new OutboundRequest { Method = "POST", Url = server.Url(), Body = Encoding.UTF8.GetBytes("hello"), FollowRedirects = true }, CancellationToken.None);

        Assert.Equal((method, "/next", body), (server.Requests[1].Method, server.Requests[1].Target, server.Requests[1].Body));
    }

    [Fact]
    public async Task Send_Following_NeverHandsABodyToAnotherOrigin()
    {
        await using var other = new LoopbackServer(_ => new LoopbackAnswer(200));
        await using var first = new LoopbackServer(_ => LoopbackAnswer.Redirect(307, other.Url().AbsoluteUri));
        using var http = Create([first.Authority, other.Authority]);

        var failure = await Assert.ThrowsAsync<WorkFailedException>(() => http.SendAsync(
            new OutboundRequest { Method = "POST", Url = first.Url(), Body = Encoding.UTF8.GetBytes("hello"), FollowRedirects = true }, CancellationToken.None));

        Assert.Equal(ErrorCodes.RedirectRefused, failure.Code);
        Assert.Empty(other.Requests);
    }

    [Fact]
    public async Task Send_Following_StopsAfterFive()
    {
        await using var server = new LoopbackServer(_ => LoopbackAnswer.Redirect(302, "/again"));
        using var http = Create([server.Authority]);

        await AssertRefusedAsync(http, server.Url(), ErrorCodes.RedirectRefused, follow: true);

        Assert.Equal(6, server.Requests.Count);
    }

    [Fact]
    public async Task Send_KeepsNoMoreOfTheBodyThanAsked()
    {
        await using var server = new LoopbackServer(_ => new LoopbackAnswer(200, new string('x', 200_000)));
        using var http = Create([server.Authority]);

        var answer = await http.SendAsync(Get(server.Url()) with { MaxAnswerBytes = 1_000 }, CancellationToken.None);

        Assert.Equal((1_000, true), (answer.Body.Length, answer.IsCut));
    }

    [Theory]
    [InlineData("X-One", "a\r\nX-Two: b")]
    [InlineData("X-One", "a\nb")]
    [InlineData("X-One", "a\0b")]
    [InlineData("X-One", "ä")]
    [InlineData("X One", "a")]
    [InlineData("X-One:\r\nX-Two", "a")]
    [InlineData("Host", "other.example.com")]
    [InlineData("content-length", "5")]
    [InlineData("Transfer-Encoding", "chunked")]
    public async Task Send_WithAHeaderThatWouldBeMore_IsRefused(string name, string value)
    {
        await using var server = new LoopbackServer(_ => new LoopbackAnswer(200));
        using var http = Create([server.Authority]);

        var failure = await Assert.ThrowsAsync<WorkFailedException>(() =>
            http.SendAsync(Get(server.Url()) with { Headers = [new(name, value)] }, CancellationToken.None));

        Assert.Equal((ErrorCodes.RequestInvalid, false), (failure.Code, failure.Retryable));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Send_ToAServerThatHangs_EndsAtItsTimeLimit()
    {
        var clock = new VirtualClock();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new LoopbackServer(async (_, stop) =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, stop);
            return LoopbackAnswer.Nothing;
        });
        using var http = Create([server.Authority], clock);
        var sending = http.SendAsync(Get(server.Url()) with { Timeout = TimeSpan.FromMinutes(1) }, CancellationToken.None);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30));

        clock.Advance(TimeSpan.FromSeconds(61));

        var failure = await Assert.ThrowsAsync<WorkFailedException>(() => sending.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal((ErrorCodes.RequestTimeout, true), (failure.Code, failure.Retryable));
    }

    [Fact]
    public async Task Send_ToNobody_IsWorthARepeat()
    {
        var server = new LoopbackServer(_ => new LoopbackAnswer(200));
        var url = server.Url();
        await server.DisposeAsync();
        using var http = Create([url.Authority]);

        var failure = await AssertRefusedAsync(http, url, ErrorCodes.TargetUnreachable);

        Assert.True(failure.Retryable);
        Assert.Contains("refused the connection", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_ThatIsCutOff_IsWorthARepeat()
    {
        await using var server = new LoopbackServer(_ => LoopbackAnswer.Nothing);
        using var http = Create([server.Authority]);

        var failure = await AssertRefusedAsync(http, server.Url(), ErrorCodes.TargetUnreachable);

        Assert.True(failure.Retryable);
    }

    private static GuardedHttp Create(string[] hosts, params string[] addresses) =>
        new(new HostList(hosts), new FixedAddresses(addresses), TimeProvider.System);

    private static GuardedHttp Create(string[] hosts, TimeProvider clock) => new(new HostList(hosts), new FixedAddresses(), clock);

    private static OutboundRequest Get(Uri url) => new() { Method = "GET", Url = url };

    private static async Task<WorkFailedException> AssertRefusedAsync(GuardedHttp http, Uri url, string code, bool follow = false)
    {
        var failure = await Assert.ThrowsAsync<WorkFailedException>(() =>
            http.SendAsync(Get(url) with { FollowRedirects = follow }, CancellationToken.None));
        Assert.Equal(code, failure.Code);
        return failure;
    }
}
