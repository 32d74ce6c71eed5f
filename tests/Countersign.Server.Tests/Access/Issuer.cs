using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Countersign.Server.Tests.Access;

/// <summary>An external issuer with a key, whose documents are answered here.</summary>
internal sealed class Issuer : HttpMessageHandler
{
    public const string Name = "https://issuer.example/tenant";
    public const string Audience = "api://countersign";

    private readonly List<RsaSecurityKey> _keys = [];

    public Issuer() => Rotate();

    /// <summary>The key that signs now.</summary>
    public RsaSecurityKey Key => _keys[^1];

    /// <summary>How often each document was asked for.</summary>
    public int Requests { get; private set; }

    /// <summary>Whether it answers at all.</summary>
    public bool IsDown { get; set; }

    /// <summary>A symmetric key that it publishes by mistake.</summary>
    public byte[]? PublishedSecret { get; set; }

    /// <summary>Signs with another key from here on, and publishes it alone.</summary>
    public void Rotate()
    {
        _keys.Clear();
        _keys.Add(new RsaSecurityKey(RSA.Create(2048)) { KeyId = Guid.NewGuid().ToString("N") });
    }

    /// <summary>A token of this issuer.</summary>
    public string Issue(
        DateTimeOffset now,
        string? audience = Audience,
        string issuer = Name,
        SecurityKey? key = null,
        string algorithm = SecurityAlgorithms.RsaSha256,
        TimeSpan? starts = null,
        TimeSpan? ends = null,
        Dictionary<string, object>? claims = null) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            NotBefore = (now + (starts ?? TimeSpan.Zero)).UtcDateTime,
            Expires = ends == TimeSpan.MaxValue ? null : (now + (ends ?? TimeSpan.FromMinutes(5))).UtcDateTime,
            Claims = claims ?? new() { ["sub"] = "ada", ["roles"] = new[] { "approver", "Payroll.Admin" } },
            SigningCredentials = new SigningCredentials(key ?? Key, algorithm),
        });

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests++;
        if (IsDown)
        {
            throw new HttpRequestException("No route to the issuer.");
        }

        var body = request.RequestUri!.AbsolutePath.EndsWith("/.well-known/openid-configuration", StringComparison.Ordinal)
            ? new JsonObject { ["issuer"] = Name, ["jwks_uri"] = Name + "/keys" }
            : new JsonObject { ["keys"] = new JsonArray([.. _keys.Select(Publish), .. Secrets()]) };
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(body.ToJsonString()) });
    }

    /// <summary>The public half as everybody can read it.</summary>
    public byte[] PublicBytes() => Key.Rsa.ExportSubjectPublicKeyInfo();

    private IEnumerable<JsonNode> Secrets() => PublishedSecret is { } secret
        ? [new JsonObject { ["kty"] = "oct", ["kid"] = "shared", ["k"] = Base64UrlEncoder.Encode(secret) }]
        : [];

    private static JsonNode Publish(RsaSecurityKey key)
    {
        var parameters = key.Rsa.ExportParameters(includePrivateParameters: false);
        return new JsonObject
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["kid"] = key.KeyId,
            ["n"] = Base64UrlEncoder.Encode(parameters.Modulus!),
            ["e"] = Base64UrlEncoder.Encode(parameters.Exponent!),
        };
    }
}
