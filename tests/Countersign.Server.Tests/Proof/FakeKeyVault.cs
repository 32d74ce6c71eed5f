using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Countersign.Server.Tests.Proof;

/// <summary>Answers as Azure Key Vault does (REST API 7.4), one version to a page.</summary>
internal sealed class FakeKeyVault : HttpMessageHandler
{
    public static readonly Uri Key = new("https://test.vault.azure.net/keys/proof-signing");

    private readonly List<(string Address, ECDsa Key, bool Enabled)> _versions = [];

    /// <summary>Method and path of every call.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>What every call is answered with instead; null for the truth.</summary>
    public HttpStatusCode? Broken { get; set; }

    /// <summary>Where the second page of versions is said to be.</summary>
    public string? StrangeLink { get; set; }

    public void AddVersion(bool enabled = true) => _versions.Add(
        ($"{Key}/v{_versions.Count}", ECDsa.Create(ECCurve.NamedCurves.nistP256), enabled));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Assert(request.Headers.Authorization?.ToString() == "Bearer token");
        Assert(request.RequestUri!.Query.Contains("api-version=7.4", StringComparison.Ordinal));
        var path = request.RequestUri.AbsolutePath;
        Calls.Add($"{request.Method} {path}");
        if (Broken is { } status)
        {
            return new HttpResponseMessage(status);
        }

        if (path.EndsWith("/versions", StringComparison.Ordinal))
        {
            return Json(Page(request.RequestUri.Query));
        }

        var version = _versions.Single(version => path.StartsWith(new Uri(version.Address).AbsolutePath, StringComparison.Ordinal));
        return Json(path.EndsWith("/sign", StringComparison.Ordinal)
            ? Sign(version.Key, await request.Content!.ReadFromJsonAsync<JsonElement>(cancellationToken))
            : Show(version.Address, version.Key));
    }

    private JsonObject Page(string query)
    {
        var skip = query.Split("skip=") is [_, var text] ? int.Parse(text, CultureInfo.InvariantCulture) : 0;
        var version = _versions[skip];
        return new JsonObject
        {
            ["value"] = new JsonArray(new JsonObject
            {
                ["kid"] = version.Address,
                ["attributes"] = new JsonObject { ["enabled"] = version.Enabled, ["created"] = 1000 + skip },
            }),
            ["nextLink"] = skip + 1 < _versions.Count ? StrangeLink ?? $"{Key}/versions?api-version=7.4&skip={skip + 1}" : null,
        };
    }

    private static JsonObject Show(string address, ECDsa key)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return new JsonObject
        {
            ["key"] = new JsonObject
            {
                ["kid"] = address,
                ["kty"] = "EC",
                ["crv"] = "P-256",
                ["x"] = Base64Url.EncodeToString(point.X),
                ["y"] = Base64Url.EncodeToString(point.Y),
            },
        };
    }

    private static JsonObject Sign(ECDsa key, JsonElement body)
    {
        Assert(body.GetProperty("alg").GetString() == "ES256");
        var hash = Base64Url.DecodeFromChars(body.GetProperty("value").GetString());
        return new JsonObject { ["value"] = Base64Url.EncodeToString(key.SignHash(hash)) };
    }

    private static HttpResponseMessage Json(JsonObject body) => new(HttpStatusCode.OK) { Content = JsonContent.Create(body) };

    private static void Assert(bool holds) => Xunit.Assert.True(holds, "The vault was not called as it has to be.");
}
