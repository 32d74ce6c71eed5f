using Countersign.Contracts;
using Countersign.Server.Http;
using Countersign.Server.Ports;
using Countersign.Server.Tasks;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Metrics;

/// <summary>Over the runs of a task that the caller may list: own ones, or everybody's for administrators.</summary>
internal sealed class SummarizeTaskMetricsHandler(IJobStore jobs, TaskDefinitions tasks, MetricSummaries summaries) : IEndpointHandler
{
    public async Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var taskId = request.Route("task_id");
        var owner = request.Caller.IsAdmin ? null : request.Caller.User;
        var summary = await summaries.OfTaskAsync(taskId, owner, cancellationToken);

        // A task that was removed leaves its runs, and a task_id may name no task at all and only group jobs.
        return summary.Jobs > 0
            || await tasks.FindAsync(taskId, request.Caller, cancellationToken) is not null
            || (await jobs.ListAsync(new JobQuery { TaskId = taskId, Owner = owner, Limit = 1 }, cancellationToken)).Items.Count > 0
            ? Answers.Json(summary, ContractsJson.Default.MetricSummaryList)
            : Refusals.TaskNotFound(taskId);
    }
}
