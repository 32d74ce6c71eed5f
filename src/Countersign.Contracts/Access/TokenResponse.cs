namespace Countersign.Contracts.Access;

/// <summary>A token in exchange for an API key (RFC 6749, section 5.1).</summary>
/// <param name="AccessToken">For <c>Authorization: Bearer</c>.</param>
/// <param name="TokenType"><c>Bearer</c>.</param>
/// <param name="ExpiresIn">Seconds until it is no longer taken.</param>
public sealed record TokenResponse(string AccessToken, string TokenType, int ExpiresIn);
