using Countersign.Contracts;
using Countersign.Server.Http;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Statistics;

/// <summary>How the jobs that the caller sees stand, from counts that are kept.</summary>
internal sealed class GetJobStatisticsHandler(IJobCounts jobs) : IEndpointHandler
{
    public async Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var counts = await jobs.ReadAsync(request.Caller.IsAdmin ? null : request.Caller.User, cancellationToken);
        return Answers.Json(JobFigures.Breakdown(counts), ContractsJson.Default.JobBreakdown);
    }
}
