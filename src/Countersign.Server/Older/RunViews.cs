using Countersign.Contracts;
using Countersign.Contracts.Jobs;
using Countersign.Server.Http;
using Countersign.Server.Jobs;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Older;

/// <summary>Answers with a run as it stands, its plan and its result.</summary>
internal sealed class RunViews(IPlanStore plans, JobResults results)
{
    public async Task<IResult> AnswerAsync(JobRecord record, int status, CancellationToken cancellationToken)
    {
        var job = record.Job;
        var plan = job.Plan is { } current ? await plans.GetAsync(job.JobId, current.Version, cancellationToken) : null;
        var result = job.Status.IsFinal() ? await results.ReadAsync(record, cancellationToken) : null;
        return Answers.Json(Runs.Of(job, plan, result), ContractsJson.Default.Run, status);
    }

    /// <summary>A job without a task is no run.</summary>
    public static Refusal? RefuseOthers(Job job) => job.TaskId is null ? Refusals.JobNotFound(job.JobId) : null;
}
