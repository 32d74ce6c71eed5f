using Countersign.Contracts.Errors;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Older;
using Countersign.Server.Http;
using Countersign.Server.Jobs;
using Countersign.Server.Ports;
using Countersign.Server.WakeUps;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Older;

/// <summary>Moves a run: <c>cancelled</c> and <c>paused</c> as they say, <c>running</c> from a pause on to where it was.</summary>
internal sealed class PatchRunHandler(
    JsonBody body, IJobStore jobs, RunViews views, WakeUpSender wakeUps, TimeProvider clock) : JobEndpointHandler(jobs)
{
    protected override Refusal? RefuseCaller(ApiRequest request, Job job) =>
        RunViews.RefuseOthers(job) ?? base.RefuseCaller(request, job);

    protected override async Task<IResult> AnswerAsync(ApiRequest request, JobRecord record, CancellationToken cancellationToken)
    {
        var (patch, invalid) = await body.ReadOlderAsync(request.Http, Read, cancellationToken);
        if (patch is null)
        {
            return invalid!;
        }

        var moved = await Jobs.UpdateAsync(
            record.Job.JobId,
            current => PatchJobHandler.Apply(current, new PatchJobRequest { Status = Wanted(current, patch.Status) }, request.Caller.Actor, clock.GetUtcNow()),
            cancellationToken);
        switch (moved)
        {
            case null:
                return Refusals.JobNotFound(record.Job.JobId);
            case { Refusal: { } refusal }:
                return refusal;
            default:
                await wakeUps.TrySendAsync(moved.Record, CancellationToken.None);
                return await views.AnswerAsync(moved.Record, StatusCodes.Status200OK, CancellationToken.None);
        }
    }

    /// <summary>The status that a folded one means for this run.</summary>
    private static JobStatus Wanted(JobRecord record, string status)
    {
        if (status == "paused")
        {
            return JobStatus.Paused;
        }

        var wanted = OlderStatuses.Under(status, OlderStatuses.FoldRun);
        return status == "running" && record.Pause is { } pause ? pause.From
            : wanted.Contains(record.Job.Status) ? record.Job.Status
            : wanted[0];
    }

    private static RunPatch Read(JsonFields fields, FieldErrors errors)
    {
        var status = fields.String("status", SubmitJobBody.LongestName, required: true) ?? "";
        if (status.Length > 0 && status != "paused" && OlderStatuses.Under(status, OlderStatuses.FoldRun).Count == 0)
        {
            errors.Add("status", $"is '{status}'; allowed is one of cancelled, paused, running.");
        }

        return new RunPatch { Status = status };
    }
}
