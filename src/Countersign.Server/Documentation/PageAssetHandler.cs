using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Documentation;

internal sealed class PageAssetHandler : IEndpointHandler
{
    public Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        if (PageAssets.Find(request.Route("asset")) is not { } asset)
        {
            return Task.FromResult<IResult>(Refusals.RouteNotFound(request.Http.Path));
        }

        // The files change with a release and no sooner.
        var headers = request.Http.HttpContext.Response.Headers;
        headers.CacheControl = "public, max-age=3600";
        headers.Append("Vary", "Accept-Encoding");
        if (!request.Http.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
        {
            return Task.FromResult(Results.Stream(asset.OpenPlain(), asset.ContentType));
        }

        headers.ContentEncoding = "gzip";
        return Task.FromResult(Results.Bytes(asset.Compressed, asset.ContentType));
    }
}
