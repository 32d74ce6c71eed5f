using Countersign.Server.Http;
using Countersign.Server.Ports;

namespace Countersign.Server.Jobs;

/// <summary>Finds the job that a request names, if its caller may see it.</summary>
internal sealed class JobAccess(IJobStore jobs)
{
    /// <returns>Either the record or the refusal; someone else's job is as unknown as none.</returns>
    public async Task<(JobRecord? Record, Refusal? Refusal)> FindAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var jobId = request.Route("id");
        var record = await jobs.GetAsync(jobId, cancellationToken);
        return record is not null && request.Caller.MayRead(record.Job.Owner)
            ? (record, null)
            : (null, Refusals.JobNotFound(jobId));
    }
}
