using Microsoft.IdentityModel.JsonWebTokens;

namespace Countersign.Server.Access.Tokens;

/// <summary>The roles in a token.</summary>
internal static class TokenRoles
{
    /// <summary>The known ones among the claim's values, a list or words separated by spaces; <c>user</c> when there is none.</summary>
    public static IReadOnlyList<string> Of(JsonWebToken token, string claim)
    {
        // A list stands there as one claim for each item.
        string[] known = [.. token.Claims
            .Where(given => given.Type == claim)
            .SelectMany(given => given.Value.Split(' '))
            .Where(Roles.All.Contains)
            .Distinct()];
        return known.Length == 0 ? [Roles.User] : known;
    }
}
