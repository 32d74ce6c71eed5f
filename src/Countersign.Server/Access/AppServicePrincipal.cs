using System.Text.Json;

namespace Countersign.Server.Access;

/// <summary>Who App Service Authentication says the caller is: base64 of a JSON object with claims.</summary>
/// <param name="Name">The value of the claim that the identity provider names people by; null when it gives none.</param>
/// <param name="Roles">The known roles among the role claims; <c>user</c> when there is none.</param>
internal sealed record AppServicePrincipal(string? Name, IReadOnlyList<string> Roles)
{
    private const string DefaultNameType = "name";
    private const string DefaultRoleType = "roles";

    /// <summary>Null when the header is not such an object.</summary>
    public static AppServicePrincipal? Parse(string header)
    {
        var bytes = new byte[header.Length];
        if (header.Length == 0 || !Convert.TryFromBase64String(header, bytes, out var length))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(bytes.AsMemory(0, length));
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object ? Read(root) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static AppServicePrincipal Read(JsonElement root)
    {
        var claims = Claims(root);
        var name = claims.FirstOrDefault(claim => claim.Type == (Text(root, "name_typ") ?? DefaultNameType)).Value;
        string[] roleTypes = [Text(root, "role_typ") ?? DefaultRoleType, DefaultRoleType];
        string[] roles = [.. claims
            .Where(claim => roleTypes.Contains(claim.Type) && Access.Roles.All.Contains(claim.Value))
            .Select(claim => claim.Value)
            .Distinct()];
        return new AppServicePrincipal(name, roles.Length == 0 ? [Access.Roles.User] : roles);
    }

    private static List<(string Type, string Value)> Claims(JsonElement root)
    {
        var claims = new List<(string, string)>();
        if (root.TryGetProperty("claims", out var list) && list.ValueKind == JsonValueKind.Array)
        {
            foreach (var claim in list.EnumerateArray().Where(claim => claim.ValueKind == JsonValueKind.Object))
            {
                if (Text(claim, "typ") is { } type && Text(claim, "val") is { } value)
                {
                    claims.Add((type, value));
                }
            }
        }

        return claims;
    }

    private static string? Text(JsonElement element, string property) =>
        element.TryGetProperty(property, out var found) && found.ValueKind == JsonValueKind.String ? found.GetString() : null;
}
