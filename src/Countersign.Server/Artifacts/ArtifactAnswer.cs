using Countersign.Server.Http;
using Countersign.Server.Plans;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Countersign.Server.Artifacts;

/// <summary>
/// The bytes of an artifact, or the part that was asked for (RFC 9110, sections 13 and 14), in a form that no browser runs: what a
/// step saved may be a page that somebody else wrote.
/// </summary>
internal sealed class ArtifactAnswer(StoredArtifact artifact, Stream content) : IResult
{
    // A page that is opened all the same has an origin of its own, no scripts and no forms, and loads nothing.
    private const string Harmless = "sandbox; default-src 'none'";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var response = httpContext.Response;
        var tag = EntityTags.Of(artifact.Sha256);
        response.Headers.ContentSecurityPolicy = Harmless;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "private, no-cache";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        try
        {
            await Results.Stream(
                content, artifact.ContentType, artifact.Name, entityTag: new EntityTagHeaderValue(tag), enableRangeProcessing: true)
                .ExecuteAsync(httpContext);
        }
        catch (StoreUnavailableException) when (!response.HasStarted)
        {
            response.Clear();
            await Refusals.Unavailable().ExecuteAsync(httpContext);
            return;
        }

        var refusal = response.StatusCode switch
        {
            StatusCodes.Status416RangeNotSatisfiable => Refusals.RangeNotSatisfiable(artifact.Size),
            StatusCodes.Status412PreconditionFailed => Refusals.PreconditionFailed(tag),
            _ => null,
        };
        if (refusal is not null && !response.HasStarted && !HttpMethods.IsHead(httpContext.Request.Method))
        {
            response.ContentLength = null;
            response.Headers.ContentDisposition = default;
            await refusal.ExecuteAsync(httpContext);
        }
    }
}
