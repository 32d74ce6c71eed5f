using Countersign.Contracts;
using Countersign.Contracts.Kinds;
using Countersign.Server.Events;
using Countersign.Server.Http;
using Countersign.Server.Jobs;
using Countersign.Server.Kinds;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Capabilities;

internal sealed class GetCapabilitiesHandler(KindCatalogue kinds, LimitsOptions limits) : IEndpointHandler
{
    public Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var bounds = new Limits(
            limits.MaxBodyBytes, limits.MaxUploadBytes, limits.MaxArtifactBytes, ListJobsHandler.MaxPageSize, EventRequests.MaxWaitSeconds);
        var capabilities = new Contracts.Kinds.Capabilities(
            ProductInfo.Version, bounds, [.. kinds.All.Select(kind => kind.Descriptor)]);
        return Task.FromResult(Answers.Json(capabilities, ContractsJson.Default.Capabilities));
    }
}
