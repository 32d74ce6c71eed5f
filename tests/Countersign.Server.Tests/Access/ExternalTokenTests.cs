using System.Security.Cryptography;
using Countersign.Server.Access;
using Countersign.Server.Http;
using Microsoft.IdentityModel.Tokens;
using Xunit;

namespace Countersign.Server.Tests.Access;

/// <summary>Tokens of the external issuer, and what others make of them.</summary>
public sealed class ExternalTokenTests : IDisposable
{
    private readonly TokenAccess _access = new();

    private Issuer Issuer => _access.Issuer;

    public void Dispose() => _access.Dispose();

    [Fact]
    public async Task Token_IsItsUser_WithTheRolesThatAreKnown()
    {
        var (caller, _) = await AskAsync(Issuer.Issue(_access.Now));

        Assert.Equal(("ada", "approver"), (caller!.User, Assert.Single(caller.Roles)));
    }

    [Fact]
    public async Task Verdict_HoldsForAMinute_ThoughTheKeyWasWithdrawn()
    {
        var token = Issuer.Issue(_access.Now);
        await AskAsync(token);
        Issuer.Rotate();
        _access.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.NotNull((await AskAsync(Issuer.Issue(_access.Now))).Caller);

        Assert.NotNull((await AskAsync(token)).Caller);
        _access.Clock.Advance(TimeSpan.FromSeconds(30));
        AssertRefused(await AskAsync(token), "The token's signature does not hold.");
    }

    [Fact]
    public async Task Token_IsNeverTakenAfterItsEnd_ThoughItWasFoundGood()
    {
        var token = Issuer.Issue(_access.Now, ends: TimeSpan.FromSeconds(10));
        await AskAsync(token);

        _access.Clock.Advance(TimeSpan.FromSeconds(45));

        AssertRefused(await AskAsync(token), "The token has expired.");
    }

    [Fact]
    public async Task Token_ForOthers_IsRefused()
    {
        AssertRefused(await AskAsync(Issuer.Issue(_access.Now, audience: "api://another")), "The token is meant for another audience.");
        AssertRefused(await AskAsync(Issuer.Issue(_access.Now, audience: null)));
        AssertRefused(await AskAsync(Issuer.Issue(_access.Now, issuer: "https://another.example")), "The token is another issuer's.");
        AssertRefused(await AskAsync(Issuer.Issue(_access.Now, issuer: "urn:countersign")));
    }

    [Fact]
    public async Task Token_OutsideOfItsTime_IsRefused()
    {
        AssertRefused(await AskAsync(Issuer.Issue(_access.Now, starts: TimeSpan.FromSeconds(-90), ends: TimeSpan.FromSeconds(-31))), "The token has expired.");
        AssertRefused(await AskAsync(Issuer.Issue(_access.Now, starts: TimeSpan.FromSeconds(31))), "The token is not valid yet.");
        AssertRefused(await AskAsync(Issuer.Issue(_access.Now, ends: TimeSpan.MaxValue)), "The token has no exp.");
        Assert.NotNull((await AskAsync(Issuer.Issue(_access.Now, starts: TimeSpan.FromSeconds(29)))).Caller);
    }

    [Fact]
    public async Task Token_SignedByAnother_IsRefused()
    {
        using var rsa = RSA.Create(2048);
        AssertRefused(await AskAsync(Issuer.Issue(_access.Now, key: new RsaSecurityKey(rsa) { KeyId = Issuer.Key.KeyId })));
        AssertRefused(await AskAsync(Issuer.Issue(_access.Now, key: new RsaSecurityKey(rsa))));
    }

    [Fact]
    public async Task Token_SignedWithThePublicKeyAsASecret_IsRefused()
    {
        var confused = new SymmetricSecurityKey(Issuer.PublicBytes()) { KeyId = Issuer.Key.KeyId };

        AssertRefused(await AskAsync(Issuer.Issue(_access.Now, key: confused, algorithm: SecurityAlgorithms.HmacSha256)));
    }

    [Fact]
    public async Task Token_SignedWithASecretThatTheIssuerPublishes_IsRefused()
    {
        Issuer.PublishedSecret = RandomNumberGenerator.GetBytes(32);
        var shared = new SymmetricSecurityKey(Issuer.PublishedSecret) { KeyId = "shared" };

        AssertRefused(await AskAsync(Issuer.Issue(_access.Now, key: shared, algorithm: SecurityAlgorithms.HmacSha256)));
    }

    [Fact]
    public async Task Token_WithoutASignature_IsRefused()
    {
        var payload = Issuer.Issue(_access.Now).Split('.')[1];
        foreach (var algorithm in new[] { "none", "None", "NONE", "" })
        {
            AssertRefused(await AskAsync($"{Base64UrlEncoder.Encode($$"""{"alg":"{{algorithm}}"}""")}.{payload}."));
        }
    }

    [Fact]
    public async Task Token_ThatWasChanged_IsRefused()
    {
        var parts = Issuer.Issue(_access.Now).Split('.');
        var payload = Base64UrlEncoder.Decode(parts[1]).Replace("approver", "admin", StringComparison.Ordinal);

        AssertRefused(await AskAsync($"{parts[0]}.{Base64UrlEncoder.Encode(payload)}.{parts[2]}"), "The token's signature does not hold.");
    }

    [Fact]
    public async Task Token_WithoutAUser_IsRefused()
    {
        AssertRefused(await AskAsync(Issuer.Issue(_access.Now, claims: new() { ["roles"] = "admin" })));
        AssertRefused(await AskAsync(Issuer.Issue(_access.Now, claims: new() { ["sub"] = "a\nb" })));
        AssertRefused(await AskAsync(Issuer.Issue(_access.Now, claims: new() { ["sub"] = new string('a', 201) })));
    }

    [Theory]
    [InlineData("admin user", "admin user")]
    [InlineData("Admin", "user")]
    [InlineData("", "user")]
    public async Task Roles_MayBeWords_AndOthersCountForNothing(string given, string roles)
    {
        var (caller, _) = await AskAsync(Issuer.Issue(_access.Now, claims: new() { ["sub"] = "ada", ["roles"] = given }));

        Assert.Equal(roles, string.Join(' ', caller!.Roles));
    }

    [Fact]
    public async Task Claims_CanBeNamed()
    {
        using var access = new TokenAccess(userClaim: "preferred_username", rolesClaim: "groups");
        var token = access.Issuer.Issue(access.Now, claims: new() { ["sub"] = "x", ["preferred_username"] = "ada@example.org", ["groups"] = new[] { "admin" } });

        var (caller, _) = await access.AskAsync("Bearer " + token);

        Assert.Equal(("ada@example.org", "admin"), (caller!.User, Assert.Single(caller.Roles)));
    }

    [Fact]
    public async Task Key_ThatTheIssuerChanged_IsFetched_AndNotAtWill()
    {
        await AskAsync(Issuer.Issue(_access.Now));
        Assert.Equal(2, Issuer.Requests);
        Issuer.Rotate();

        // Too soon after the last time: nobody makes this server call the issuer at will.
        AssertRefused(await AskAsync(Issuer.Issue(_access.Now)));
        Assert.Equal(2, Issuer.Requests);

        _access.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.NotNull((await AskAsync(Issuer.Issue(_access.Now))).Caller);
        Assert.Equal(4, Issuer.Requests);
    }

    [Fact]
    public async Task Keys_AreFetchedOnceForManyAtATime()
    {
        var token = Issuer.Issue(_access.Now);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => AskAsync(token).AsTask())));

        Assert.Equal(2, Issuer.Requests);
    }

    [Fact]
    public async Task Issuer_ThatDoesNotAnswer_IsNoVerdictOnTheToken()
    {
        Issuer.IsDown = true;
        var token = Issuer.Issue(_access.Now);

        var (caller, refusal) = await AskAsync(token);
        Assert.Null(caller);
        Assert.Equal((503, "service_unavailable"), (refusal!.Status, refusal.Code));
        Assert.Equal(503, (await AskAsync(token)).Refusal!.Status);
        Assert.Equal(1, Issuer.Requests);

        Issuer.IsDown = false;
        _access.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.NotNull((await AskAsync(token)).Caller);
    }

    [Fact]
    public async Task Keys_AreBelievedForADay_WhileTheIssuerDoesNotAnswer()
    {
        await AskAsync(Issuer.Issue(_access.Now));
        Issuer.IsDown = true;

        _access.Clock.Advance(TimeSpan.FromHours(23));
        Assert.NotNull((await AskAsync(Issuer.Issue(_access.Now))).Caller);

        _access.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(503, (await AskAsync(Issuer.Issue(_access.Now))).Refusal!.Status);
    }

    private ValueTask<(Caller? Caller, Refusal? Refusal)> AskAsync(string token) => _access.AskAsync("Bearer " + token);

    private static void AssertRefused((Caller? Caller, Refusal? Refusal) answer, string? why = null)
    {
        Assert.Null(answer.Caller);
        Assert.Equal((401, "unauthenticated"), (answer.Refusal!.Status, answer.Refusal.Code));
        Assert.Equal(why ?? answer.Refusal.Detail, answer.Refusal.Detail);
    }
}
