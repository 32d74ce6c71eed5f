using Countersign.Server.Access;
using Countersign.Server.Access.Tokens;
using Microsoft.Extensions.Options;

namespace Countersign.Server;

internal sealed class AuthOptionsValidator : IValidateOptions<AuthOptions>
{
    public ValidateOptionsResult Validate(string? name, AuthOptions options)
    {
        var problems = new OptionProblems();
        for (var i = 0; i < options.ApiKeys.Count; i++)
        {
            Check(problems, $"Auth:ApiKeys:{i}", options.ApiKeys[i]);
        }

        var contradicting = options.ApiKeys.Where(key => key.User is not null).GroupBy(key => key.User!)
            .FirstOrDefault(keys => keys.Select(key => string.Join(' ', key.Roles.Distinct().Order())).Distinct().Count() > 1);
        problems.Require(contradicting is null, "Auth:ApiKeys", $"a list that gives '{contradicting?.Key}' different roles", "the same roles with every key of a user");

        // Neither keys nor what is wrong inside of them stand in a message.
        problems.Require(
            options.SigningKey is null || TokenKeys.TryRead(options.SigningKey, out _),
            "Auth:SigningKey", "not such a key", "base64 of at least 32 random bytes, such as openssl rand -base64 32 makes");
        problems.Require(
            options.SigningKey is not null || options.ApiKeys.Count == 0, "Auth:SigningKey", "absent",
            "base64 of at least 32 random bytes, the same for every process, because keys in Auth:ApiKeys can be exchanged for tokens");
        problems.Require(
            options.Authority is null || IsSafe(options.Authority), "Auth:Authority", options.Authority?.OriginalString ?? "", "an https address");
        problems.Require(
            (options.Authority is null) == string.IsNullOrWhiteSpace(options.Audience), "Auth:Audience", options.Audience ?? "",
            "the aud of the tokens that Auth:Authority issues for this server; both are given, or neither");
        problems.Require(options.UserClaim.Length > 0, "Auth:UserClaim", options.UserClaim, "the name of a claim");
        problems.Require(options.RolesClaim.Length > 0, "Auth:RolesClaim", options.RolesClaim, "the name of a claim");
        return problems.ToResult();
    }

    private static void Check(OptionProblems problems, string path, ApiKeyOptions key)
    {
        problems.Require(
            ApiKeyDigest.TryRead(key.Key, out _), $"{path}:Key", "not a digest", "20 characters or more, or sha256: and 64 hexadecimal digits");
        problems.Require(UserNames.AreFit(key.User), $"{path}:User", key.User ?? "", UserNames.Rule);
        foreach (var role in key.Roles)
        {
            problems.Require(Roles.All.Contains(role), $"{path}:Roles", role, string.Join(", ", Roles.All));
        }

        problems.Require(
            !key.Roles.Contains(Roles.Agent) || !(key.Roles.Contains(Roles.Approver) || key.Roles.Contains(Roles.Admin)),
            $"{path}:Roles", string.Join(", ", key.Roles), "agent without approver and admin: an agent never approves");
    }

    /// <summary>Keys that come over a connection without encryption could be anybody's; loopback has no wire.</summary>
    private static bool IsSafe(Uri address) =>
        address.IsAbsoluteUri && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && LoopbackNames.Contain(address.Host)));
}
