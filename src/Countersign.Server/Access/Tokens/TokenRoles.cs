using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Countersign.Server.Access.Tokens;

/// <summary>The roles in a token.</summary>
internal static class TokenRoles
{
    /// <summary>The known ones among the claim's values, a list or words separated by spaces; <c>user</c> when there is none.</summary>
    public static IReadOnlyList<string> Of(JsonWebToken token, string claim)
    {
        var given = !token.TryGetPayloadValue(claim, out JsonElement value) ? []
            : value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)
            : value.ValueKind == JsonValueKind.String ? value.GetString()!.Split(' ')
            : [];
        string[] known = [.. given.Where(Roles.All.Contains).Distinct()];
        return known.Length == 0 ? [Roles.User] : known;
    }
}
