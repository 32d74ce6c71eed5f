using System.Text.Encodings.Web;
using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Documentation;

/// <summary>A page that consists of scripts and styles of this server alone.</summary>
internal sealed class DocumentationPage(string title, IReadOnlyList<string> styles, IReadOnlyList<string> scripts) : IResult
{
    // Both libraries put styles of their own into the page; ReDoc searches in a worker that it makes of a string.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        + "connect-src 'self'; worker-src blob:; form-action 'none'; frame-ancestors 'none'; base-uri 'none'";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.ContentSecurityPolicy = Policy;
        return Results.Text(Write(httpContext.Request.PathBase), "text/html; charset=utf-8").ExecuteAsync(httpContext);
    }

    private string Write(PathString @base)
    {
        // Absolute, because the page has a second, shorter address in the embedded host.
        var assets = HtmlEncoder.Default.Encode($"{@base}/{DocumentationEndpoints.Docs.Route}/");
        return $"""
            <!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{title}</title><link rel="icon" type="image/png" href="{assets}favicon-32x32.png">
            {string.Concat(styles.Select(style => $"<link rel=\"stylesheet\" href=\"{assets}{style}\">"))}
            {string.Concat(scripts.Select(script => $"<script src=\"{assets}{script}\" defer></script>"))}
            </head><body><div id="api" data-document="{HtmlEncoder.Default.Encode($"{@base}/{ServiceEndpoints.OpenApi.Route}")}"></div></body></html>
            """;
    }
}
