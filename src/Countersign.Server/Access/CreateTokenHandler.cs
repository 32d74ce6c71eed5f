using Countersign.Contracts;
using Countersign.Contracts.Access;
using Countersign.Contracts.Errors;
using Countersign.Server.Access.Tokens;
using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Access;

/// <summary>Gives a token for an API key, so that the key itself travels once in a while and not with every request.</summary>
internal sealed class CreateTokenHandler(JsonBody body, ApiKeys keys, AccessTokens tokens) : IEndpointHandler
{
    private const int LongestKey = 1000;

    public async Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var (given, invalid) = await body.ReadAsync(request.Http, Read, cancellationToken);
        if (given is null)
        {
            return invalid!;
        }

        return keys.Find(given.ApiKey) is { } caller
            ? Answers.Json(
                new TokenResponse(tokens.Issue(caller), "Bearer", (int)tokens.Lifetime.TotalSeconds), ContractsJson.Default.TokenResponse)
            : Refusals.TokenRefused("Nobody has this API key.");
    }

    private static TokenRequest Read(JsonFields fields, FieldErrors errors) => new(fields.String("api_key", LongestKey, required: true) ?? "");
}
