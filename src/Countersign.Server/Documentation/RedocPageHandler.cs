using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Documentation;

/// <summary>ReDoc over this server's document.</summary>
internal sealed class RedocPageHandler : IEndpointHandler
{
    public Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken) => Task.FromResult<IResult>(
        new DocumentationPage("Countersign API reference", styles: ["redoc.css"], scripts: ["redoc.standalone.js", "redoc.js"]));
}
