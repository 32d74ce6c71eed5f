using Countersign.Contracts;
using Countersign.Server.Events;
using Countersign.Server.Http;
using Countersign.Server.Kinds;
using Countersign.Server.Limits;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Capabilities;

internal sealed class GetCapabilitiesHandler(KindCatalogue kinds, LimitsOptions limits, EffectiveLimits effective) : IEndpointHandler
{
    public Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var bounds = new Contracts.Kinds.Limits(
            limits.MaxBodyBytes,
            limits.MaxUploadBytes,
            limits.MaxArtifactBytes,
            QueryFields.MaxPageSize,
            EventRequests.MaxWaitSeconds,
            effective.SubmitPerMinute,
            effective.MaxConcurrentJobs,
            effective.MaxConcurrentPerUser);
        var capabilities = new Contracts.Kinds.Capabilities(
            ProductInfo.Version, bounds, [.. kinds.All.Select(kind => kind.Descriptor)]);
        return Task.FromResult(Answers.Json(capabilities, ContractsJson.Default.Capabilities));
    }
}
