using Countersign.Contracts.Proof;
using Countersign.Server.Proof;
using Xunit;

namespace Countersign.Server.Tests.Proof;

public sealed class SigningKeyFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("countersign-").FullName;

    private string Keys => Path.Combine(_folder, "keys");

    private string First => Path.Combine(Keys, "proof-0001.pem");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task FirstStart_MakesAKeyThatOnlyItsOwnerReads_AndLaterStartsKeepIt()
    {
        var made = await KidsAsync();

        Assert.Equal(made, await KidsAsync());
        Assert.Single(made);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(First));
        }
    }

    [Fact]
    public async Task Rotation_SignsWithTheNewKey_KeepsTheOldOnesPublicHalfOnly()
    {
        var before = await KidsAsync();
        var old = await SignAsync("decided before");

        var made = new SigningKeyFolder(Keys).Rotate();

        string[] expected = [made, .. before];
        Assert.Equal(expected, await KidsAsync());
        Assert.Contains("PUBLIC KEY", await File.ReadAllTextAsync(First), StringComparison.Ordinal);
        using var signer = Open();
        using var signatures = new Signatures(signer);
        Assert.Null((await signatures.OpenAsync(JwsTypes.Decision, old, CancellationToken.None)).Problem);
        Assert.True(CompactJws.TryParse(await SignAsync("decided after"), out var jws, out _));
        Assert.Equal(made, jws.KeyId);
    }

    [Fact]
    public async Task ConfiguredKey_Signs_AndWhatTheFolderHasStaysKnown()
    {
        var kept = await KidsAsync();
        var configured = PemKeys.Make();

        using var signer = LocalSigner.Open(new ProofOptions { SigningKey = configured }, new SigningKeyFolder(Keys));

        var keys = await signer.GetKeysAsync(CancellationToken.None);
        Assert.Equal([PemKeys.TryRead(configured)!.Public.Kid, .. kept], keys.Select(key => key.Kid));
    }

    [Theory]
    [InlineData("proof-0001.pem", "no key")]
    [InlineData("proof-next.pem", "anything")]
    public async Task File_ThatIsNoKey_StopsTheStartAndIsNotOverwritten(string name, string content)
    {
        Directory.CreateDirectory(Keys);
        await File.WriteAllTextAsync(Path.Combine(Keys, name), content);

        Assert.Contains(name, Assert.Throws<SigningKeyException>(Open).Message, StringComparison.Ordinal);

        Assert.Equal(content, await File.ReadAllTextAsync(Path.Combine(Keys, name)));
    }

    [Fact]
    public async Task UnfinishedFile_OfACrash_IsRemoved()
    {
        var made = await KidsAsync();
        await File.WriteAllTextAsync(Path.Combine(Keys, "proof-0002.pem.new"), "half a k");

        Assert.Equal(made, await KidsAsync());

        Assert.Single(Directory.GetFiles(Keys));
    }

    [Theory]
    [InlineData("-----BEGIN PRIVATE KEY-----")]
    [InlineData("secret-that-must-not-be-shown")]
    public void Options_WithAKeyThatIsNone_AreRefusedWithoutShowingIt(string key)
    {
        var result = new ProofOptionsValidator().Validate(null, new ProofOptions { SigningKey = key });

        Assert.True(result.Failed);
        Assert.DoesNotContain(key, result.FailureMessage, StringComparison.Ordinal);
    }

    private LocalSigner Open() => LocalSigner.Open(new ProofOptions(), new SigningKeyFolder(Keys));

    private async Task<string[]> KidsAsync()
    {
        using var signer = Open();
        return [.. (await signer.GetKeysAsync(CancellationToken.None)).Select(key => key.Kid)];
    }

    private async Task<string> SignAsync(string what)
    {
        using var signer = Open();
        using var signatures = new Signatures(signer);
        return await signatures.SignAsync(JwsTypes.Decision, System.Text.Encoding.UTF8.GetBytes(what), CancellationToken.None);
    }
}
