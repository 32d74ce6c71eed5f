using System.Security.Claims;
using Countersign.Server.Access;

namespace Countersign.Server.Live;

/// <summary>A caller in a hub's token, and back.</summary>
/// <remarks>
/// Azure SignalR Service passes the claims of a connection on as one header of the form <c>a: x, b: y</c>, without escaping. So
/// neither value here holds a comma, a colon or a space that a user could have chosen: the name is percent-encoded (RFC 3986),
/// and the roles come from a fixed list.
/// </remarks>
public static class CallerClaims
{
    /// <summary>The claim with the roles, separated by spaces.</summary>
    public const string Roles = "countersign_roles";

    /// <summary>The user as the token's user id.</summary>
    public static string UserIdOf(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return Uri.EscapeDataString(caller.User);
    }

    /// <summary>The claims beside the user id.</summary>
    public static IList<Claim> Of(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return [new Claim(Roles, string.Join(' ', caller.Roles.Where(Access.Roles.All.Contains)))];
    }

    /// <summary>The caller that a token stands for; null when it is none of ours.</summary>
    public static Caller? Read(string? userId, string? roles)
    {
        if (string.IsNullOrEmpty(userId) || roles is null)
        {
            return null;
        }

        string[] known = [.. roles.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(Access.Roles.All.Contains)];
        return new Caller(Uri.UnescapeDataString(userId), known);
    }
}
