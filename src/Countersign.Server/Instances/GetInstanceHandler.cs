using Countersign.Contracts;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Workflow;
using Countersign.Server.Http;
using Countersign.Server.Jobs;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Instances;

/// <summary>A job in the shape of a Durable Functions status query, scoped to that job.</summary>
internal sealed class GetInstanceHandler(IJobStore jobs, JobResults results) : JobEndpointHandler(jobs)
{
    protected override async Task<IResult> AnswerAsync(ApiRequest request, JobRecord record, CancellationToken cancellationToken)
    {
        var job = record.Job;
        var status = new InstanceStatus
        {
            Name = WireNames.JobOrchestration,
            InstanceId = job.JobId,
            RuntimeStatus = RuntimeStatusOf(job.Status),
            Input = job.Input,
            CustomStatus = new InstanceCustomStatus(job.Status, job.Phase, job.Progress),
            Output = job.Status.IsFinal() ? await results.ReadAsync(record, cancellationToken) : null,
            CreatedTime = job.CreatedAt,
            LastUpdatedTime = record.UpdatedAt,
        };
        if (job.Status.IsFinal())
        {
            return Answers.Json(status, ContractsJson.Default.InstanceStatus);
        }

        var headers = request.Http.HttpContext.Response.Headers;
        headers.Location = job.StatusQueryGetUri;
        headers.RetryAfter = "1";
        return Answers.Json(status, ContractsJson.Default.InstanceStatus, StatusCodes.Status202Accepted);
    }

    private static string RuntimeStatusOf(JobStatus status) => status switch
    {
        JobStatus.Pending => "Pending",
        JobStatus.Running or JobStatus.AwaitingApproval => "Running",
        JobStatus.Paused => "Suspended",
        JobStatus.Completed => "Completed",
        JobStatus.Cancelled => "Terminated",
        _ => "Failed",
    };
}
