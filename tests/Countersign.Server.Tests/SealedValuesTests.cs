using System.Security.Cryptography;
using Countersign.Server.Access.Tokens;
using Countersign.Server.Secrets;
using Xunit;

namespace Countersign.Server.Tests;

/// <summary>Values that are stored so that only this installation reads them.</summary>
public sealed class SealedValuesTests
{
    private static readonly string Key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    [Theory]
    [InlineData("")]
    [InlineData("hush")]
    [InlineData("ä \n 漢")]
    public void Open_WithKeyAndPlace_GivesTheValue(string value)
    {
        var sealedValue = Create(Key).Seal(value, "job/1/a/token");

        Assert.Equal(value, Create(Key).Open(sealedValue, "job/1/a/token"));
    }

    [Fact]
    public void Open_WithAnythingElse_IsNull()
    {
        var sealedValue = Create(Key).Seal("hush", "job/1/a/token");
        var bytes = Convert.FromBase64String(sealedValue);
        bytes[^1] ^= 1;

        Assert.Null(Create(Key).Open(sealedValue, "job/1/b/token"));
        Assert.Null(Create(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))).Open(sealedValue, "job/1/a/token"));
        Assert.Null(Create(Key).Open(Convert.ToBase64String(bytes), "job/1/a/token"));
        Assert.Null(Create(Key).Open("***", "job/1/a/token"));
        Assert.Null(Create(Key).Open("", "job/1/a/token"));
    }

    [Fact]
    public void Seal_Twice_GivesDifferentTexts() => Assert.NotEqual(Create(Key).Seal("hush", "x"), Create(Key).Seal("hush", "x"));

    private static SealedValues Create(string key) => new(new TokenKeys(new AuthOptions { SigningKey = key }));
}
