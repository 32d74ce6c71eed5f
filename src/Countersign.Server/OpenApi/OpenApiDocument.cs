using System.Text.Json.Nodes;
using Countersign.Server.Http;

namespace Countersign.Server.OpenApi;

/// <summary>The API as an OpenAPI 3.1 document (https://spec.openapis.org/oas/v3.1.1), made of the endpoints' descriptions.</summary>
internal static class OpenApiDocument
{
    public static JsonObject Create(IReadOnlyList<Endpoint> endpoints)
    {
        var schemas = new OpenApiSchemas();
        var paths = new JsonObject();
        foreach (var route in endpoints.GroupBy(endpoint => endpoint.Route))
        {
            var operations = new JsonObject();
            foreach (var endpoint in route)
            {
                operations[endpoint.Method.ToLowerInvariant()] = OpenApiOperation.Create(endpoint, schemas);
            }

            paths["/" + route.Key] = operations;
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.1",
            ["info"] = new JsonObject
            {
                ["title"] = "Countersign",
                ["version"] = ProductInfo.Version,
                ["description"] = "Jobs that show their plan before they act: analysed, planned, held until a person approves that exact plan, then executed and reported live.",
            },
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = schemas.ToJson(), ["securitySchemes"] = OpenApiSecurity.Schemes() },
        };
    }
}
