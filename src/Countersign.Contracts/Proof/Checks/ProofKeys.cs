using System.Text.Json;

namespace Countersign.Contracts.Proof.Checks;

/// <summary>The keys of a bundle: their own, or of those only the ones that are trusted.</summary>
internal sealed class ProofKeys : IDisposable
{
    private readonly PublicKeys _keys;
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);
    private readonly bool _fromOutside;

    private ProofKeys(PublicKeys keys, bool fromOutside) => (_keys, _fromOutside) = (keys, fromOutside);

    /// <summary>The keys whose signatures were found good.</summary>
    public IReadOnlyList<string> Used => [.. _used.Order(StringComparer.Ordinal)];

    /// <param name="bundle">The bundle.</param>
    /// <param name="trusted">The server's keys from a source that is trusted; null to believe the bundle's.</param>
    public static ProofKeys Of(JsonElement bundle, JsonWebKeySet? trusted)
    {
        var carried = bundle.Items("keys", "The bundle").Select(Read).ToArray();
        return new ProofKeys(new PublicKeys(trusted?.Keys ?? carried), trusted is not null);
    }

    /// <summary>The payload of a compact JWS.</summary>
    public JsonElement Open(string text, string type, string what)
    {
        if (_keys.Check(text, type, out var payload) is { } problem)
        {
            var hint = _fromOutside && problem.EndsWith("is not known", StringComparison.Ordinal) ? " among the keys that were given" : "";
            throw new UnprovenException($"{what} is not signed as it should be: {problem}{hint}.");
        }

        _ = CompactJws.TryParse(text, out var jws, out _);
        _used.Add(jws!.KeyId!);
        try
        {
            return JsonElement.Parse(payload);
        }
        catch (JsonException)
        {
            throw new UnprovenException($"{what} is signed, and is not JSON.");
        }
    }

    public void Dispose() => _keys.Dispose();

    private static JsonWebKey Read(JsonElement key)
    {
        const string Place = "A key of the bundle";
        var read = new JsonWebKey(
            key.Text("kty", Place), key.Text("crv", Place), key.Text("x", Place), key.Text("y", Place), key.Text("kid", Place));
        return read.Problem() is { } problem ? throw new UnprovenException($"The key '{read.Kid}' of the bundle cannot be used: {problem}.") : read;
    }
}
