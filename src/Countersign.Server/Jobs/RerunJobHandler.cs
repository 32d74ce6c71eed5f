using Countersign.Contracts.Approvals;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Jobs;
using Countersign.Server.Http;
using Countersign.Server.Kinds;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Jobs;

/// <summary>Starts a new job from another's input: with its own analysis, its own plan and its own approval.</summary>
internal sealed class RerunJobHandler(IJobStore jobs, KindCatalogue kinds, JobSubmission submission) : JobEndpointHandler(jobs)
{
    protected override async Task<IResult> AnswerAsync(ApiRequest request, JobRecord record, CancellationToken cancellationToken)
    {
        if (JobSubmission.CheckKey(request) is { } invalid)
        {
            return invalid;
        }

        var errors = new FieldErrors();
        if (kinds.Find(record.Job.Kind) is { } kind)
        {
            // What was valid once need not be for a server that has been updated since.
            kind.CheckInput(record.Job.Input, errors);
        }
        else
        {
            errors.Add("kind", $"is '{record.Job.Kind}', which this server does not know any more.");
        }

        return errors.IsEmpty ? await submission.AcceptAsync(request, RequestOf(record), cancellationToken) : Refusals.Invalid(errors);
    }

    private static SubmitJobRequest RequestOf(JobRecord record)
    {
        var job = record.Job;
        return new SubmitJobRequest
        {
            Kind = job.Kind,
            Input = job.Input,
            Name = job.Name,
            TaskId = job.TaskId,
            Tags = job.Tags,
            Priority = job.Priority,
            MaxRounds = record.MaxRounds,
            Approval = new ApprovalRequest
            {
                Mode = job.Approval.Mode,
                TimeoutSeconds = job.Approval.TimeoutSeconds,
                Required = job.Approval.Required,
                Approvers = job.Approval.Approvers,
                AllowSelf = job.Approval.AllowSelf,
                OnTimeout = job.Approval.OnTimeout,
            },
        };
    }
}
