using Countersign.Contracts;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Older;
using Countersign.Server.Http;
using Countersign.Server.Tasks;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Older;

/// <summary>Runs a task.</summary>
internal sealed class CreateRunHandler(JsonBody body, TaskDefinitions tasks, TaskRunner runner) : IEndpointHandler
{
    public async Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var (run, refusal) = await body.ReadOlderAsync(request.Http, Read, cancellationToken);
        if (run is null)
        {
            return refusal!;
        }

        if (await tasks.FindAsync(run.TaskId, request.Caller, cancellationToken) is null)
        {
            return Refusals.TaskNotFound(run.TaskId);
        }

        var outcome = await runner.SubmitAsync(
            request, new SubmitJobRequest { TaskId = run.TaskId, Parameters = run.Parameters }, cancellationToken);
        if (outcome.Record is not { } record)
        {
            return outcome.Refusal!;
        }

        request.Http.HttpContext.Response.Headers.Location = $"/api/runs/{record.Job.JobId}";
        return Answers.Json(Runs.Of(record.Job), ContractsJson.Default.Run, StatusCodes.Status201Created);
    }

    private static RunRequest Read(JsonFields fields, FieldErrors errors) => new()
    {
        TaskId = fields.String("task_id", JobIds.MaxLength, required: true) ?? "",
        Parameters = fields.Any("parameters"),
    };
}
