using Microsoft.Extensions.Configuration;

namespace Countersign.Server;

/// <summary>Who may call; section <c>Auth</c>. An API key or an authority turns authentication on.</summary>
public sealed class AuthOptions
{
    /// <summary>The keys that this installation has handed out. Default none.</summary>
    public IList<ApiKeyOptions> ApiKeys { get; } = [];

    /// <summary>
    /// The key that signs the tokens given in exchange for API keys, and stream tickets: base64 of at least 32 random bytes, the same
    /// on every machine of the installation. The embedded host makes one and keeps it in its data folder.
    /// </summary>
    public string? SigningKey { get; set; }

    /// <summary>The issuer whose tokens are taken too; its OpenID discovery document says where its keys are. Default none.</summary>
    public Uri? Authority { get; set; }

    /// <summary>What the issuer's tokens must be meant for: their <c>aud</c>; several, separated by spaces, where any of them will do.</summary>
    public string? Audience { get; set; }

    /// <summary>The claim of the issuer's tokens that names the user. Default <c>sub</c>, which never changes and is never given twice.</summary>
    public string UserClaim { get; set; } = "sub";

    /// <summary>The claim of the issuer's tokens that holds the roles, as a string or a list. Default <c>roles</c>.</summary>
    public string RolesClaim { get; set; } = "roles";

    /// <summary>Whether the configuration turns authentication on.</summary>
    public static bool IsOn(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var auth = configuration.GetSection("Auth");
        return auth.GetSection("ApiKeys").GetChildren().Any() || auth[nameof(Authority)] is { Length: > 0 };
    }
}
