using Microsoft.IdentityModel.Tokens;

namespace Countersign.Server.Access.Tokens;

/// <summary>What a check of a token found.</summary>
/// <param name="Caller">Whom it stands for; null when it is not taken.</param>
/// <param name="Until">When it ends, where it is taken.</param>
/// <param name="Problem">Why it is not taken; null when it is.</param>
internal readonly record struct CheckedToken(Caller? Caller, DateTimeOffset Until, string? Problem)
{
    /// <summary>A token that is not taken. The reason says what a client has to know and nothing of the server.</summary>
    public static CheckedToken Refused(Exception? exception) => new(null, default, exception switch
    {
        SecurityTokenNoExpirationException => "The token has no exp.",
        SecurityTokenExpiredException => "The token has expired.",
        SecurityTokenNotYetValidException => "The token is not valid yet.",
        SecurityTokenInvalidAudienceException => "The token is meant for another audience.",
        SecurityTokenInvalidIssuerException => "The token is another issuer's.",
        SecurityTokenInvalidTypeException => "The token is for another purpose.",
        SecurityTokenInvalidAlgorithmException => "The token is signed with an algorithm that is not allowed.",
        SecurityTokenMalformedException or ArgumentException => "The token cannot be read.",
        _ => "The token's signature does not hold.",
    });
}
