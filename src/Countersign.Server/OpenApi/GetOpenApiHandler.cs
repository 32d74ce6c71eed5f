using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.OpenApi;

internal sealed class GetOpenApiHandler : IEndpointHandler
{
    private static readonly Lazy<string> Document = new(() => OpenApiDocument.Create(ApiEndpoints.All).ToJsonString());

    public Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(Results.Text(Document.Value, "application/json"));
}
