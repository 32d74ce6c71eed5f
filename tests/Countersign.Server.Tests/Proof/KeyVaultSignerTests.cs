using System.Net;
using Countersign.Contracts.Proof;
using Countersign.Server.Ports;
using Countersign.Server.Proof;
using Countersign.Testing;
using Xunit;

namespace Countersign.Server.Tests.Proof;

public sealed class KeyVaultSignerTests : IDisposable
{
    private readonly FakeKeyVault _vault = new();
    private readonly VirtualClock _clock = new();
    private readonly KeyVaultSigner _signer;
    private readonly Signatures _signatures;

    public KeyVaultSignerTests()
    {
        _vault.AddVersion();
        _signer = new KeyVaultSigner(FakeKeyVault.Key, _ => ValueTask.FromResult("token"), _clock, _vault);
        _signatures = new Signatures(_signer);
    }

    public void Dispose()
    {
        _signatures.Dispose();
        _signer.Dispose();
    }

    [Fact]
    public async Task Signature_OfTheVault_IsGood()
    {
        var text = await _signatures.SignAsync(JwsTypes.Seal, "{}"u8.ToArray(), CancellationToken.None);

        using var keys = new PublicKeys(await _signer.GetKeysAsync(CancellationToken.None));
        Assert.Null(keys.Check(text, JwsTypes.Seal, out _));
    }

    [Fact]
    public async Task Keys_AreTheEnabledVersions_NewestFirst()
    {
        _vault.AddVersion(enabled: false);
        _vault.AddVersion();

        var keys = await _signer.GetKeysAsync(CancellationToken.None);

        Assert.Equal(2, keys.Count);
        Assert.Equal(
            ["GET /keys/proof-signing/v2", "GET /keys/proof-signing/v0"], _vault.Calls.Where(call => !call.EndsWith("/versions", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Calls_AfterTheFirst_AskForNothingButTheSignature()
    {
        await _signatures.SignAsync(JwsTypes.Seal, [1], CancellationToken.None);
        _vault.Calls.Clear();

        await _signatures.SignAsync(JwsTypes.Seal, [2], CancellationToken.None);

        Assert.Equal(["POST /keys/proof-signing/v0/sign"], _vault.Calls);
    }

    [Fact]
    public async Task NewVersion_SignsAfterAWhile_AndTheOldOnesSignaturesStayGood()
    {
        var old = await _signatures.SignAsync(JwsTypes.Seal, [1], CancellationToken.None);
        _vault.AddVersion();
        _clock.Advance(TimeSpan.FromMinutes(11));

        var text = await _signatures.SignAsync(JwsTypes.Seal, [2], CancellationToken.None);

        Assert.NotEqual(old.Split('.')[0], text.Split('.')[0]);
        Assert.Null((await _signatures.OpenAsync(JwsTypes.Seal, old, CancellationToken.None)).Problem);
    }

    [Fact]
    public async Task SignatureOfANewVersion_MadeElsewhere_IsKnownOnceTheListIsReadAgain()
    {
        await _signer.GetKeysAsync(CancellationToken.None);
        _vault.AddVersion();
        using var elsewhere = new KeyVaultSigner(FakeKeyVault.Key, _ => ValueTask.FromResult("token"), _clock, _vault);
        using var others = new Signatures(elsewhere);
        var text = await others.SignAsync(JwsTypes.Decision, [1], CancellationToken.None);
        _clock.Advance(TimeSpan.FromSeconds(31));

        Assert.Null((await _signatures.OpenAsync(JwsTypes.Decision, text, CancellationToken.None)).Problem);
    }

    [Fact]
    public async Task UnknownKey_MakesTheListBeReadNoMoreThanOnceInAWhile()
    {
        using var stranger = new KeyVaultSigner(FakeKeyVault.Key, _ => ValueTask.FromResult("token"), _clock, StrangeVault());
        using var strangers = new Signatures(stranger);
        var forged = await strangers.SignAsync(JwsTypes.Decision, [1], CancellationToken.None);
        await _signer.GetKeysAsync(CancellationToken.None);
        _vault.Calls.Clear();

        for (var i = 0; i < 10; i++)
        {
            Assert.Contains("not known", (await _signatures.OpenAsync(JwsTypes.Decision, forged, CancellationToken.None)).Problem, StringComparison.Ordinal);
        }

        Assert.Empty(_vault.Calls);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.InternalServerError)]
    public async Task Vault_ThatRefuses_IsUnavailable(HttpStatusCode status)
    {
        _vault.Broken = status;

        await Assert.ThrowsAsync<StoreUnavailableException>(() => _signer.GetKeysAsync(CancellationToken.None).AsTask());

        _vault.Broken = null;
        Assert.Single(await _signer.GetKeysAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Token_IsNotSentToAnAddressThatTheListNames()
    {
        _vault.AddVersion();
        _vault.StrangeLink = "https://elsewhere.example/versions?api-version=7.4";

        await Assert.ThrowsAsync<StoreUnavailableException>(() => _signer.GetKeysAsync(CancellationToken.None).AsTask());

        Assert.Single(_vault.Calls);
    }

    [Theory]
    [InlineData("https://a.vault.azure.net/keys/k", "https://vault.azure.net/.default")]
    [InlineData("https://a.vault.usgovcloudapi.net/keys/k", "https://vault.usgovcloudapi.net/.default")]
    public void Scope_IsTheServiceOfTheCloud(string key, string scope) => Assert.Equal(scope, KeyVaultSigner.ScopeOf(new Uri(key)));

    private static FakeKeyVault StrangeVault()
    {
        var vault = new FakeKeyVault();
        vault.AddVersion();
        return vault;
    }
}
