using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Countersign.Server.Access.Tokens;

/// <summary>Fetches what an issuer publishes (OpenID Connect Discovery 1.0, section 4; RFC 7517).</summary>
internal sealed class IssuerDocuments(AuthOptions options, HttpClient http)
{
    private const string Discovery = "/.well-known/openid-configuration";

    /// <exception cref="IssuerUnavailableException">The issuer does not answer, or not with these documents.</exception>
    public async Task<IssuerKeys> FetchAsync(CancellationToken cancellationToken)
    {
        var authority = options.Authority!.OriginalString.TrimEnd('/');
        try
        {
            using var about = JsonDocument.Parse(await http.GetByteArrayAsync(new Uri(authority + Discovery), cancellationToken));
            var issuer = about.RootElement.GetProperty("issuer").GetString();
            var keysAt = new Uri(about.RootElement.GetProperty("jwks_uri").GetString()!);
            if (string.IsNullOrEmpty(issuer) || (keysAt.Scheme != Uri.UriSchemeHttps && !LoopbackNames.Contain(keysAt.Host)))
            {
                throw new IssuerUnavailableException($"'{authority}' names no issuer, or keys at an address without https.");
            }

            var published = new JsonWebKeySet(await http.GetStringAsync(keysAt, cancellationToken));
            return new IssuerKeys(issuer, [.. published.Keys.Where(SignsPublicly)]);
        }
        catch (Exception exception) when (
            exception is HttpRequestException or JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException or UriFormatException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new IssuerUnavailableException($"'{authority}' does not say its keys: {exception.Message}", exception);
        }
    }

    /// <summary>A published symmetric key would let everybody sign; keys for encryption sign nothing.</summary>
    private static bool SignsPublicly(JsonWebKey key) =>
        (key.Kty is JsonWebAlgorithmsKeyTypes.RSA or JsonWebAlgorithmsKeyTypes.EllipticCurve) && (key.Use is null or "" or "sig");
}
