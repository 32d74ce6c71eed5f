using Countersign.Contracts;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Proof;
using Countersign.Server.Http;
using Countersign.Server.Ports;
using Countersign.Server.WakeUps;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Jobs;

/// <summary>Changes what a job is called and where it stands, all of it or nothing.</summary>
internal sealed class PatchJobHandler(JsonBody body, IJobStore jobs, WakeUpSender wakeUps, TimeProvider clock) : JobEndpointHandler(jobs)
{
    protected override async Task<IResult> AnswerAsync(ApiRequest request, JobRecord record, CancellationToken cancellationToken)
    {
        var (patch, invalid) = await body.ReadAsync(request.Http, Read, cancellationToken);
        if (patch is null)
        {
            return invalid!;
        }

        var patched = await Jobs.UpdateAsync(
            record.Job.JobId, current => Apply(current, patch, request.Caller.Actor, clock.GetUtcNow()), cancellationToken);
        switch (patched)
        {
            case null:
                return Refusals.JobNotFound(record.Job.JobId);
            case { Refusal: { } refusal }:
                return refusal;
            default:
                await wakeUps.TrySendAsync(patched.Record, CancellationToken.None);
                return Answers.Json(patched.Record.Job, ContractsJson.Default.Job);
        }
    }

    /// <summary>The changed record. Pure.</summary>
    public static JobUpdate<MoveAnswer> Apply(JobRecord record, PatchJobRequest patch, string actor, DateTimeOffset now)
    {
        var job = record.Job;
        var named = record with
        {
            UpdatedAt = now,
            Job = job with { Name = patch.Name ?? job.Name, Tags = patch.Tags ?? job.Tags, Priority = patch.Priority ?? job.Priority },
        };
        AuditDraft[] acts = FieldsOf(job, named.Job) is { Length: > 0 } fields
            ? [new AuditDraft(AuditActs.Changed, actor, new AuditFact("fields", fields))]
            : [];
        if (patch.Status is not { } wanted || wanted == job.Status)
        {
            return acts.Length == 0
                ? new JobUpdate<MoveAnswer>(new MoveAnswer(record))
                : new JobUpdate<MoveAnswer>(new MoveAnswer(named), new JobChange { Record = named, Acts = acts });
        }

        var moved = wanted switch
        {
            JobStatus.Cancelled => Lifecycle.Cancel(named, actor, now),
            JobStatus.Paused => Lifecycle.Pause(named, actor, now),
            _ when record.Pause?.From == wanted => Lifecycle.Resume(named, actor, now),
            _ => new JobUpdate<MoveAnswer>(
                new MoveAnswer(record, Refusals.IllegalTransition(record.Job.Status, record.Pause?.From, wanted))),
        };
        return moved is { Outcome.Refusal: null, Change: { } change }
            ? moved with { Change = change with { Acts = acts } }
            : new JobUpdate<MoveAnswer>(moved.Outcome);
    }

    /// <summary>The names of the fields that differ; the audit log tells that they changed, and clients read what they are.</summary>
    private static string FieldsOf(Job before, Job after) => string.Join(", ", new[]
    {
        before.Name == after.Name ? null : "name",
        before.Tags.SequenceEqual(after.Tags) ? null : "tags",
        before.Priority == after.Priority ? null : "priority",
    }.OfType<string>());

    private static PatchJobRequest Read(JsonFields fields, FieldErrors errors)
    {
        var patch = new PatchJobRequest
        {
            Name = fields.String("name", SubmitJobBody.LongestName),
            Tags = fields.Strings("tags", SubmitJobBody.MaxTags, SubmitJobBody.LongestName),
            Priority = fields.Integer("priority", SubmitJobBody.LowestPriority, SubmitJobBody.HighestPriority),
            Status = fields.Choice<JobStatus>("status"),
        };
        SubmitJobBody.CheckTags(patch.Tags, errors);
        if (patch.Name?.Length == 0)
        {
            errors.Add("name", $"has 0 characters; allowed are 1 to {SubmitJobBody.LongestName}.");
        }

        return patch;
    }
}
