namespace Countersign.Server.Access.Tokens;

/// <summary>The tokens that are given in exchange for API keys.</summary>
public sealed class AccessTokens
{
    private readonly SignedCallers _tokens;

    internal AccessTokens(TokenKeys keys, TimeProvider clock) =>
        _tokens = new SignedCallers(keys, "countersign access token", "at+jwt", TimeSpan.FromMinutes(15), clock);

    /// <summary>How long a token is taken.</summary>
    public TimeSpan Lifetime => _tokens.Lifetime;

    /// <summary>A token that stands for the caller.</summary>
    public string Issue(Caller caller) => _tokens.Issue(caller);

    internal ValueTask<CheckedToken> ReadAsync(string token) => _tokens.ReadAsync(token);
}
