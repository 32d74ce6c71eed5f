namespace Countersign.Server;

/// <summary>An API key and whose it is; section <c>Auth:ApiKeys:{i}</c>.</summary>
public sealed class ApiKeyOptions
{
    /// <summary>
    /// The key, 20 characters or more, such as <c>openssl rand -hex 32</c> makes; or <c>sha256:</c> and the 64 hexadecimal digits of
    /// its SHA-256, so that the key itself stands nowhere.
    /// </summary>
    public string? Key { get; set; }

    /// <summary>The user's name, unique within the installation. Several keys may be one user's.</summary>
    public string? User { get; set; }

    /// <summary>Any of <c>user</c>, <c>approver</c>, <c>agent</c>, <c>admin</c>. Default <c>user</c>.</summary>
    public IList<string> Roles { get; } = [];
}
