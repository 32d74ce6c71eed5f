using Countersign.Contracts.Jobs;
using Countersign.Server.Artifacts;
using Countersign.Server.Ports;

namespace Countersign.Server.Jobs;

/// <summary>Puts together how a job ended.</summary>
internal sealed class JobResults(IJobDocuments documents, JobArtifacts artifacts)
{
    public async Task<JobResult> ReadAsync(JobRecord record, CancellationToken cancellationToken) => new()
    {
        JobId = record.Job.JobId,
        Status = record.Job.Status,
        Result = await documents.GetResultAsync(record.Job.JobId, cancellationToken),
        ExecutedPlanHash = record.ExecutedPlanHash,
        SkippedSteps = record.Job.Approval.Decision is { Approved: true } decision ? decision.Exclude : [],
        Artifacts = await artifacts.ListAsync(record, cancellationToken),
        Error = record.Job.Error,
    };
}
