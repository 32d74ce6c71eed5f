using System.Reflection;
using Swashbuckle.AspNetCore.ReDoc;
using Swashbuckle.AspNetCore.SwaggerUI;

namespace Countersign.Server.Documentation;

/// <summary>What the pages load: the libraries' own files, from the packages that embed them, and ours that start them.</summary>
internal static class PageAssets
{
    private const string Script = "text/javascript; charset=utf-8";
    private const string Style = "text/css; charset=utf-8";

    private static readonly Dictionary<string, PageAsset> Known = new(StringComparer.Ordinal)
    {
        ["swagger-ui-bundle.js"] = Swagger("swagger-ui-bundle.js", Script),
        ["swagger-ui.css"] = Swagger("swagger-ui.css", Style),
        ["favicon-32x32.png"] = Swagger("favicon-32x32.png", "image/png"),
        ["redoc.standalone.js"] = Of(typeof(ReDocOptions).Assembly, "Swashbuckle.AspNetCore.ReDoc.node_modules.redoc.bundles.redoc.standalone.js", Script),
        ["swagger.js"] = Own("swagger.js", Script),
        ["redoc.js"] = Own("redoc.js", Script),
        ["redoc.css"] = Own("redoc.css", Style),
    };

    /// <summary>Their names.</summary>
    public static IEnumerable<string> Names => Known.Keys;

    /// <summary>The file of that name; null when there is none.</summary>
    public static PageAsset? Find(string name) => Known.GetValueOrDefault(name);

    private static PageAsset Swagger(string name, string contentType) =>
        Of(typeof(SwaggerUIOptions).Assembly, "Swashbuckle.AspNetCore.SwaggerUI.node_modules.swagger_ui_dist." + name, contentType);

    private static PageAsset Own(string name, string contentType) =>
        Of(typeof(PageAssets).Assembly, "Countersign.Server.Documentation.Assets." + name, contentType);

    private static PageAsset Of(Assembly assembly, string resource, string contentType) => new(assembly, resource, contentType);
}
