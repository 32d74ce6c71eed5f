using Countersign.Contracts.Approvals;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Proof;
using Countersign.Server.Http;
using Countersign.Server.Kinds;
using Countersign.Server.Ports;
using Countersign.Server.Secrets;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Jobs;

/// <summary>Starts a new job from another's input: with its own analysis, its own plan and its own approval.</summary>
internal sealed class RerunJobHandler(IJobStore jobs, KindCatalogue kinds, JobSubmission submission) : JobEndpointHandler(jobs)
{
    protected override async Task<IResult> AnswerAsync(ApiRequest request, JobRecord record, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        if (kinds.Find(record.Job.Kind) is { } kind)
        {
            // What was valid once need not be for a server that has been updated since.
            SecretReferences.Check(record.Job.Input, "input", errors);
            kind.CheckInput(record.Job.Input, errors);
        }
        else
        {
            errors.Add("kind", $"is '{record.Job.Kind}', which this server does not know any more.");
        }

        if (!errors.IsEmpty)
        {
            return Refusals.Invalid(errors);
        }

        var origin = new AuditDraft(AuditActs.Rerun, request.Caller.Actor, new AuditFact("of", record.Job.JobId));
        return await submission.AcceptAsync(request, RequestOf(record), cancellationToken, origin);
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
            Budget = record.Budget,
            Approval = new ApprovalRequest
            {
                Mode = job.Approval.Mode,
                TimeoutSeconds = job.Approval.TimeoutSeconds,
                Required = job.Approval.Required,
                Approvers = job.Approval.Approvers,
                AllowSelf = job.Approval.AllowSelf,
                OnTimeout = job.Approval.OnTimeout,
                Escalation = job.Approval.Escalation,
            },
        };
    }
}
