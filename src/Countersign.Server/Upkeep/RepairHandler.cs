using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Upkeep;

/// <summary>Submits the job that mends what the doctor finds.</summary>
internal sealed class RepairHandler(UpkeepSubmission submission) : IEndpointHandler
{
    public Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken) =>
        submission.AcceptAsync(request, UpkeepKinds.Repair, RepairKind.Input, cancellationToken);
}
