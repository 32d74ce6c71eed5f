using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Documentation;

/// <summary>Swagger UI over this server's document.</summary>
internal sealed class SwaggerPageHandler : IEndpointHandler
{
    public Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken) => Task.FromResult<IResult>(
        new DocumentationPage("Countersign API", styles: ["swagger-ui.css"], scripts: ["swagger-ui-bundle.js", "swagger.js"]));
}
