using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace Countersign.Contracts.Proof;

/// <summary>A JSON Web Signature in compact form (RFC 7515 section 7.1) with the algorithm ES256 (RFC 7518 section 3.4), and no other.</summary>
public sealed class CompactJws
{
    /// <summary>The length of an ES256 signature: R and S, 32 bytes each.</summary>
    public const int SignatureLength = 64;

    private CompactJws(string? keyId, string? type, byte[] payload, byte[] signingInput, byte[] signature) =>
        (KeyId, Type, Payload, SigningInput, Signature) = (keyId, type, payload, signingInput, signature);

    /// <summary>The header's <c>kid</c>.</summary>
    public string? KeyId { get; }

    /// <summary>The header's <c>typ</c>; one of <see cref="JwsTypes"/> in what we sign.</summary>
    public string? Type { get; }

    public byte[] Payload { get; }

    /// <summary>The bytes that the signature covers.</summary>
    public byte[] SigningInput { get; }

    public byte[] Signature { get; }

    /// <summary>The bytes to sign (RFC 7515 section 5.1): header and payload in base64url with a dot between them.</summary>
    public static byte[] SigningInputOf(string keyId, string type, ReadOnlySpan<byte> payload)
    {
        // Both values are ours: a thumbprint and a constant, with nothing in them to escape.
        var header = Base64Url.EncodeToUtf8(Encoding.ASCII.GetBytes($$"""{"alg":"ES256","kid":"{{keyId}}","typ":"{{type}}"}"""));
        var input = new byte[header.Length + 1 + Base64Url.GetEncodedLength(payload.Length)];
        header.CopyTo(input, 0);
        input[header.Length] = (byte)'.';
        Base64Url.EncodeToUtf8(payload, input.AsSpan(header.Length + 1));
        return input;
    }

    /// <summary>The compact form of what was signed.</summary>
    public static string Assemble(ReadOnlySpan<byte> signingInput, ReadOnlySpan<byte> signature) =>
        $"{Encoding.ASCII.GetString(signingInput)}.{Base64Url.EncodeToString(signature)}";

    /// <summary>Reads the compact form; says nothing of whether the signature is good.</summary>
    /// <param name="text">Header, payload and signature in base64url with dots between them.</param>
    /// <param name="jws">What it holds.</param>
    /// <param name="problem">Why it is none of ours, in words.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out CompactJws? jws, [NotNullWhen(false)] out string? problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        jws = null;
        var parts = text.Split('.');
        if (parts.Length != 3
            || !StrictBase64Url.TryDecode(parts[0], out var header)
            || !StrictBase64Url.TryDecode(parts[1], out var payload)
            || !StrictBase64Url.TryDecode(parts[2], out var signature))
        {
            problem = "it is not three base64url texts with dots between them (RFC 7515)";
            return false;
        }

        problem = ReadHeader(header, out var keyId, out var type)
            ?? (signature.Length == SignatureLength ? null : $"its signature has {signature.Length} bytes and not {SignatureLength}");
        if (problem is not null)
        {
            return false;
        }

        jws = new CompactJws(keyId, type, payload, Encoding.ASCII.GetBytes(text[..text.LastIndexOf('.')]), signature);
        return true;
    }

    private static string? ReadHeader(byte[] header, out string? keyId, out string? type)
    {
        (keyId, type) = (null, null);
        try
        {
            var members = JsonElement.Parse(header);
            if (members.ValueKind != JsonValueKind.Object || Text(members, "alg") != "ES256")
            {
                return "its algorithm is not ES256";
            }

            (keyId, type) = (Text(members, "kid"), Text(members, "typ"));

            // RFC 7515 section 4.1.11: what is critical and not understood makes the whole invalid.
            return members.TryGetProperty("crit", out _) ? "its header has critical extensions that are not known here" : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The latter is thrown for a text that is not Unicode.
            return "its header is not JSON";
        }
    }

    private static string? Text(JsonElement members, string name) =>
        members.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
