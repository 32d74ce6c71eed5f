using Countersign.Contracts.Errors;

namespace Countersign.Server.Http;

/// <summary>Who is not answered, and why.</summary>
public static partial class Refusals
{
    public static Refusal HostNotAllowed(string host) =>
        new(400, ErrorCodes.HostNotAllowed, "The Host header is not one of this server",
            $"'{host}' is not a loopback name. Until authentication is configured, this server answers only requests addressed to localhost, 127.0.0.1 or [::1].");

    public static Refusal OriginNotAllowed(string origin) =>
        new(403, ErrorCodes.HostNotAllowed, "The request comes from a page of another site",
            $"Pages of '{origin}' may not call this server; Http:AllowedOrigins lists those that may.");

    public static Refusal Unauthenticated() =>
        new(401, ErrorCodes.Unauthenticated, "Nobody knows who you are",
            "This server answers only callers that it recognises: send X-API-Key, or Authorization: Bearer with a key or a token.")
        {
            Challenge = Bearer,
        };

    /// <summary>The key or token that was sent is not taken (RFC 6750, section 3.1).</summary>
    public static Refusal TokenRefused(string why) =>
        new(401, ErrorCodes.Unauthenticated, "The key or token is not taken", why) { Challenge = $"{Bearer}, error=\"invalid_token\"" };

    public static Refusal NoAuthentication() =>
        new(401, ErrorCodes.Unauthenticated, "This server recognises nobody yet",
            "No authentication is configured, and this is no local run, so nobody is answered. Configure Auth:ApiKeys or Auth:Authority, or turn on App Service Authentication for this app.")
        {
            Challenge = Bearer,
        };

    public static Refusal IssuerUnavailable() =>
        new(503, ErrorCodes.ServiceUnavailable, "Tokens cannot be checked right now",
            "The issuer of the tokens does not say its keys. API keys are taken all the same.") { RetryAfterSeconds = 30 };

    public static Refusal AdminOnly(string user) =>
        new(403, ErrorCodes.AdminOnly, "This is for administrators", $"'{user}' does not have the role admin.");

    private const string Bearer = "Bearer realm=\"countersign\"";
}
