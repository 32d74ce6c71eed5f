using System.Security.Cryptography;
using System.Text;
using Countersign.Contracts.Proof;
using Xunit;

namespace Countersign.Contracts.Tests.Proof;

public sealed class CompactJwsTests
{
    // RFC 7515, appendix A.3: the JWS and the key that it was made with.
    private const string RfcJws =
        "eyJhbGciOiJFUzI1NiJ9"
        + ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
        + ".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

    private const string RfcX = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU";
    private const string RfcY = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0";

    [Fact]
    public void RfcExample_IsReadAndVerified()
    {
        Assert.True(CompactJws.TryParse(RfcJws, out var jws, out _));
        using var key = RfcKey();

        Assert.Equal("{\"iss\":\"joe\",\r\n \"exp\":1300819380,\r\n \"http://example.com/is_root\":true}", Encoding.UTF8.GetString(jws.Payload));
        Assert.True(key.Verify(jws.SigningInput, jws.Signature));
    }

    [Fact]
    public void RfcExample_WithAnyOtherCharacter_IsRefused()
    {
        using var key = RfcKey();
        for (var i = 0; i < RfcJws.Length; i++)
        {
            foreach (var other in new[] { 'A', 'B', '-', '.', '=', ' ' })
            {
                if (RfcJws[i] == other)
                {
                    continue;
                }

                var changed = RfcJws[..i] + other + RfcJws[(i + 1)..];
                Assert.False(
                    CompactJws.TryParse(changed, out var jws, out _) && key.Verify(jws.SigningInput, jws.Signature),
                    $"Character {i} may be '{other}'.");
            }
        }
    }

    // Computed apart from this code, with Python's hashlib, as RFC 7638 section 3 describes.
    [Fact]
    public void Thumbprint_IsThatOfRfc7638()
    {
        using var key = RfcKey();

        Assert.Equal("oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U", key.Public.Kid);
        Assert.Null(key.Public.Problem());
    }

    [Theory]
    [InlineData("""{"alg":"none"}""")]
    [InlineData("""{"alg":"HS256"}""")]
    [InlineData("""{"alg":"ES256","crit":["b64"],"b64":false}""")]
    [InlineData("""["ES256"]""")]
    [InlineData("no json")]
    public void Header_ThatIsNotOurs_IsRefused(string header)
    {
        var text = System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header)) + RfcJws[RfcJws.IndexOf('.', StringComparison.Ordinal)..];

        Assert.False(CompactJws.TryParse(text, out _, out var problem));
        Assert.NotEmpty(problem);
    }

    [Fact]
    public void Signature_OfAnotherType_IsRefused()
    {
        using var key = NewKey();
        using var keys = new PublicKeys([key.Public]);
        var text = Sign(key, JwsTypes.Seal);

        Assert.Null(keys.Check(text, JwsTypes.Seal, out var payload));
        Assert.Equal("{}"u8.ToArray(), payload);
        Assert.Contains("type", keys.Check(text, JwsTypes.Decision, out _), StringComparison.Ordinal);
    }

    [Fact]
    public void Signature_OfAnUnknownKey_IsRefused()
    {
        using var key = NewKey();
        using var other = NewKey();
        using var keys = new PublicKeys([other.Public]);

        Assert.Contains("not known", keys.Check(Sign(key, JwsTypes.Seal), JwsTypes.Seal, out _), StringComparison.Ordinal);
    }

    [Fact]
    public void Key_UnderTheNameOfAnother_IsNotUsed()
    {
        using var key = NewKey();
        using var other = NewKey();
        using var keys = new PublicKeys([other.Public with { Kid = key.Public.Kid }]);

        Assert.False(keys.Contain(key.Public.Kid));
    }

    [Fact]
    public async Task Key_UsedByManyThreads_SignsSoundly()
    {
        using var key = NewKey();

        await Parallel.ForEachAsync(Enumerable.Range(0, 400), (i, _) =>
        {
            var data = Encoding.ASCII.GetBytes($"message {i}");
            Assert.True(key.Verify(data, key.Sign(data)));
            return ValueTask.CompletedTask;
        });
    }

    private static string Sign(EcKey key, string type)
    {
        var input = CompactJws.SigningInputOf(key.Public.Kid, type, "{}"u8);
        return CompactJws.Assemble(input, key.Sign(input));
    }

    private static EcKey NewKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return EcKey.Of(key.ExportParameters(includePrivateParameters: true));
    }

    private static EcKey RfcKey() => EcKey.Of(new ECParameters
    {
        Curve = ECCurve.NamedCurves.nistP256,
        Q = new ECPoint
        {
            X = System.Buffers.Text.Base64Url.DecodeFromChars(RfcX),
            Y = System.Buffers.Text.Base64Url.DecodeFromChars(RfcY),
        },
    });
}
