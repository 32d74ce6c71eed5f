using Countersign.Contracts.Errors;
using Countersign.Server.Documentation;

namespace Countersign.Server.Http;

/// <summary>The API's description as pages that need nothing from elsewhere.</summary>
public static class DocumentationEndpoints
{
    private const string Tag = "documentation";

    public static Endpoint Docs { get; } = new()
    {
        Name = "GetDocs",
        Method = "GET",
        Route = "api/docs",
        Tag = Tag,
        Summary = "The API to look at and to try: Swagger UI.",
        Handler = typeof(SwaggerPageHandler),
        Scope = EndpointScope.Public,
        Responses = [new(200, typeof(string), "The page.", MediaType: "text/html")],
    };

    public static Endpoint Redoc { get; } = new()
    {
        Name = "GetRedoc",
        Method = "GET",
        Route = "api/redoc",
        Tag = Tag,
        Summary = "The API to read: ReDoc.",
        Handler = typeof(RedocPageHandler),
        Scope = EndpointScope.Public,
        Responses = [new(200, typeof(string), "The page.", MediaType: "text/html")],
    };

    public static Endpoint Asset { get; } = new()
    {
        Name = "GetDocsAsset",
        Method = "GET",
        Route = "api/docs/{asset}",
        Tag = Tag,
        Summary = "A script, style or picture of those pages.",
        Handler = typeof(PageAssetHandler),
        Scope = EndpointScope.Public,
        Responses =
        [
            new(200, typeof(string), "A script.", MediaType: "text/javascript"),
            new(200, typeof(string), "A style.", MediaType: "text/css"),
            new(200, typeof(Stream), "A picture.", MediaType: "image/png"),
        ],
        Problems = [new(404, ErrorCodes.NotFound)],
    };

    public static IReadOnlyList<Endpoint> All { get; } = [Docs, Redoc, Asset];
}
