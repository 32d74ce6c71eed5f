using System.Text.Json.Nodes;
using Countersign.Server.Access;
using Countersign.Server.Http;

namespace Countersign.Server.OpenApi;

/// <summary>How callers make themselves known, and which roles an endpoint answers.</summary>
internal static class OpenApiSecurity
{
    private const string ApiKey = "api_key";
    private const string Bearer = "bearer";
    private const string Ticket = "stream_ticket";

    /// <summary>The ways, for the document's components.</summary>
    public static JsonObject Schemes() => new()
    {
        [ApiKey] = new JsonObject
        {
            ["type"] = "apiKey",
            ["in"] = "header",
            ["name"] = "X-API-Key",
            ["description"] = "A key of Auth:ApiKeys. While no authentication is configured, the person at the machine needs none.",
        },
        [Bearer] = new JsonObject
        {
            ["type"] = "http",
            ["scheme"] = "bearer",
            ["description"] = "A token of POST /api/auth/token or of the issuer Auth:Authority, or an API key.",
        },
        [Ticket] = new JsonObject
        {
            ["type"] = "apiKey",
            ["in"] = "query",
            ["name"] = StreamCallers.Parameter,
            ["description"] = "A ticket of POST /api/auth/ticket; opens streams only.",
        },
    };

    /// <summary>What an endpoint asks for: any one of these; none for a public one. The names in the lists are roles.</summary>
    public static JsonArray Of(Endpoint endpoint)
    {
        var ways = endpoint.Anonymous ? Array.Empty<string>() : endpoint.IsStream ? [ApiKey, Bearer, Ticket] : [ApiKey, Bearer];
        return [.. ways.Select(way => new JsonObject { [way] = new JsonArray([.. RolesOf(endpoint.Scope).Select(role => (JsonNode)role)]) })];
    }

    private static IEnumerable<string> RolesOf(EndpointScope scope) => scope switch
    {
        EndpointScope.Admin or EndpointScope.Unset => [Roles.Admin],
        EndpointScope.Decide => Roles.All.Where(role => role != Roles.Agent),
        _ => Roles.All,
    };
}
