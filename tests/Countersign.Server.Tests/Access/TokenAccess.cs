using Countersign.Server.Access;
using Countersign.Server.Access.Tokens;
using Countersign.Server.Http;
using Countersign.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Countersign.Server.Tests.Access;

/// <summary>The recognition of callers with one API key and an issuer, on a clock that tests move.</summary>
internal sealed class TokenAccess : IDisposable
{
    public const string Key = "an-api-key-of-twenty-characters-or-more";

    private readonly HttpClient _http;
    private readonly IssuerKeyCache _keys;

    public TokenAccess(string? signingKey = null, string userClaim = "sub", string rolesClaim = "roles")
    {
        var options = new AuthOptions
        {
            SigningKey = signingKey ?? Convert.ToBase64String(new byte[32]),
            Authority = new Uri(Issuer.Name),
            Audience = "00000000-0000-0000-0000-000000000000 " + Issuer.Audience,
            UserClaim = userClaim,
            RolesClaim = rolesClaim,
            ApiKeys = { new ApiKeyOptions { Key = "sha256:" + Convert.ToHexStringLower(ApiKeyDigest.Of(Key)), User = "bob", Roles = { "user", "approver" } } },
        };
        _http = new HttpClient(Issuer);
        _keys = new IssuerKeyCache(new IssuerDocuments(options, _http), Clock, NullLogger<IssuerKeyCache>.Instance);
        var keys = new TokenKeys(options);
        (Own, Tickets) = (new AccessTokens(keys, Clock), new StreamTickets(keys, Clock));
        Source = new TokenCallerSource(new ApiKeys(options), Own, new ExternalTokens(options, _keys, Clock), new VerifiedTokens(Clock));
        Streams = new StreamCallers(Source, Tickets);
    }

    public VirtualClock Clock { get; } = new();

    public Issuer Issuer { get; } = new();

    public AccessTokens Own { get; }

    public StreamTickets Tickets { get; }

    public TokenCallerSource Source { get; }

    public StreamCallers Streams { get; }

    public DateTimeOffset Now => Clock.GetUtcNow();

    /// <summary>Who somebody with this Authorization header is.</summary>
    public ValueTask<(Caller? Caller, Refusal? Refusal)> AskAsync(string authorization) => AskAsync("Authorization", authorization);

    public ValueTask<(Caller? Caller, Refusal? Refusal)> AskAsync(string header, params string[] values)
    {
        var request = new DefaultHttpContext().Request;
        request.Headers[header] = values;
        return Source.IdentifyAsync(request, CancellationToken.None);
    }

    public ValueTask<(Caller? Caller, Refusal? Refusal)> AskStreamAsync(string ticket)
    {
        var request = new DefaultHttpContext().Request;
        request.QueryString = QueryString.Create("access_token", ticket);
        return Streams.IdentifyAsync(request, CancellationToken.None);
    }

    public void Dispose()
    {
        _http.Dispose();
        _keys.Dispose();
    }
}
