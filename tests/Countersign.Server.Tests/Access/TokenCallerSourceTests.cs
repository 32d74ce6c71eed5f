using Countersign.Server.Access;
using Countersign.Server.Http;
using Microsoft.IdentityModel.Tokens;
using Xunit;

namespace Countersign.Server.Tests.Access;

/// <summary>API keys and the tokens that this server issues itself.</summary>
public sealed class TokenCallerSourceTests : IDisposable
{
    private static readonly Caller Ann = new("ann", ["user"]);

    private readonly TokenAccess _access = new();

    public void Dispose() => _access.Dispose();

    [Theory]
    [InlineData("X-API-Key", TokenAccess.Key)]
    [InlineData("Authorization", "Bearer " + TokenAccess.Key)]
    [InlineData("Authorization", "bearer " + TokenAccess.Key)]
    public async Task Key_IsItsUser(string header, string value)
    {
        var (caller, _) = await _access.AskAsync(header, value);

        Assert.Equal(("bob", "user approver"), (caller!.User, string.Join(' ', caller.Roles)));
    }

    [Theory]
    [InlineData("X-API-Key", "another-api-key-of-twenty-characters-or-more")]
    [InlineData("X-API-Key", "")]
    [InlineData("Authorization", "Bearer " + TokenAccess.Key + "x")]
    [InlineData("Authorization", "Basic " + TokenAccess.Key)]
    [InlineData("Authorization", TokenAccess.Key)]
    [InlineData("Authorization", "Bearer a.b.c")]
    [InlineData("Authorization", "Bearer ..")]
    [InlineData("Authorization", "Bearer ")]
    public async Task AnythingElse_IsNobodys(string header, string value) => AssertRefused(await _access.AskAsync(header, value));

    [Fact]
    public async Task Digest_OfAKey_IsNoKey()
    {
        var digest = "sha256:" + Convert.ToHexStringLower(Server.Access.Tokens.ApiKeyDigest.Of(TokenAccess.Key));

        AssertRefused(await _access.AskAsync("X-API-Key", digest));
    }

    [Fact]
    public async Task TwoKeys_AreNobodys() => AssertRefused(await _access.AskAsync("X-API-Key", TokenAccess.Key, TokenAccess.Key));

    [Fact]
    public async Task NoKey_IsToldHowToSendOne()
    {
        var (caller, refusal) = await _access.AskAsync("X-Other", "x");

        Assert.Null(caller);
        Assert.Equal((401, "unauthenticated", "Bearer realm=\"countersign\""), (refusal!.Status, refusal.Code, refusal.Challenge));
    }

    [Fact]
    public async Task OwnToken_IsItsCaller_UntilItEnds()
    {
        var token = "Bearer " + _access.Own.Issue(new Caller("ann", ["agent"]));

        var (caller, _) = await _access.AskAsync(token);
        Assert.Equal(("ann", "agent"), (caller!.User, Assert.Single(caller.Roles)));

        _access.Clock.Advance(_access.Own.Lifetime - TimeSpan.FromSeconds(1));
        Assert.NotNull((await _access.AskAsync(token)).Caller);

        _access.Clock.Advance(TimeSpan.FromSeconds(1));
        AssertRefused(await _access.AskAsync(token), "The token has expired.");
    }

    [Fact]
    public async Task OwnToken_ThatWasChanged_IsRefused()
    {
        var parts = _access.Own.Issue(Ann).Split('.');
        var payload = Base64UrlEncoder.Decode(parts[1]).Replace("\"user\"", "\"admin\"", StringComparison.Ordinal);
        Assert.Contains("admin", payload, StringComparison.Ordinal);

        AssertRefused(await _access.AskAsync($"Bearer {parts[0]}.{Base64UrlEncoder.Encode(payload)}.{parts[2]}"), "The token's signature does not hold.");
        AssertRefused(await _access.AskAsync($"Bearer {parts[0]}.{parts[1]}."));
    }

    [Fact]
    public async Task OwnToken_WithoutASignature_IsRefused()
    {
        var payload = _access.Own.Issue(Ann).Split('.')[1];
        var header = Base64UrlEncoder.Encode("""{"alg":"none","typ":"at+jwt"}""");

        AssertRefused(await _access.AskAsync($"Bearer {header}.{payload}."));
    }

    [Fact]
    public async Task OwnToken_OfAnotherInstallation_IsRefused()
    {
        using var other = new TokenAccess(Convert.ToBase64String(Enumerable.Repeat((byte)7, 32).ToArray()));

        AssertRefused(await _access.AskAsync("Bearer " + other.Own.Issue(Ann)));
    }

    [Fact]
    public async Task Ticket_OpensStreams_ForAMinute_AndNothingElse()
    {
        var ticket = _access.Tickets.Issue(new Caller("ann", ["user", "approver"]));

        var (caller, _) = await _access.AskStreamAsync(ticket);
        Assert.Equal(("ann", "user approver"), (caller!.User, string.Join(' ', caller.Roles)));
        AssertRefused(await _access.AskAsync("Bearer " + ticket));

        _access.Clock.Advance(TimeSpan.FromSeconds(60));
        AssertRefused(await _access.AskStreamAsync(ticket), "access_token: The token has expired.");
    }

    [Theory]
    [InlineData(TokenAccess.Key)]
    [InlineData("")]
    [InlineData("a.b.c")]
    public async Task Address_TakesTicketsOnly(string ticket) => AssertRefused(await _access.AskStreamAsync(ticket));

    [Fact]
    public async Task Address_TakesNoAccessToken() => AssertRefused(await _access.AskStreamAsync(_access.Own.Issue(Ann)));

    private static void AssertRefused((Caller? Caller, Refusal? Refusal) answer, string? why = null)
    {
        Assert.Null(answer.Caller);
        Assert.Equal((401, "unauthenticated"), (answer.Refusal!.Status, answer.Refusal.Code));
        Assert.StartsWith("Bearer realm=\"countersign\"", answer.Refusal.Challenge, StringComparison.Ordinal);
        Assert.Equal(why ?? answer.Refusal.Detail, answer.Refusal.Detail);
    }
}
