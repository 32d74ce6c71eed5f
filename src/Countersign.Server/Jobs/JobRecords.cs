using Countersign.Contracts.Approvals;
using Countersign.Contracts.Jobs;
using Countersign.Server.Access;
using Countersign.Server.Kinds;
using Countersign.Server.Ports;

namespace Countersign.Server.Jobs;

/// <summary>Makes the first record of a job, with every default filled in.</summary>
internal sealed class JobRecords(KindCatalogue kinds, ApprovalOptions approval, TimeProvider clock)
{
    public const int DefaultMaxRounds = 3;

    /// <exception cref="ArgumentException">The request lacks kind or input.</exception>
    public JobRecord Create(string jobId, SubmitJobRequest request, string digest, Caller caller)
    {
        if (request is not { Kind: { } kind, Input: { } input })
        {
            throw new ArgumentException("A job needs a kind and an input.", nameof(request));
        }

        var now = clock.GetUtcNow();
        return new JobRecord
        {
            RequestDigest = digest,
            MaxRounds = request.MaxRounds ?? DefaultMaxRounds,
            Budget = request.Budget,
            WakeUp = WakeUp.Start,
            UpdatedAt = now,
            Job = new Job
            {
                JobId = jobId,
                Kind = kind,
                Name = request.Name ?? kinds.Get(kind).Descriptor.Title,
                Input = input,
                Status = JobStatus.Pending,
                Owner = caller.User,
                TaskId = request.TaskId,
                Tags = request.Tags ?? [],
                Priority = request.Priority ?? 0,
                CreatedAt = now,
                Approval = Gate(request.Approval ?? new ApprovalRequest()),
            },
        };
    }

    private ApprovalState Gate(ApprovalRequest request) => new()
    {
        Mode = request.Mode ?? ApprovalMode.Required,
        Required = request.Required ?? 1,
        Approvers = request.Approvers ?? [],
        AllowSelf = request.AllowSelf ?? true,
        OnTimeout = request.OnTimeout ?? TimeoutAction.Fail,
        Escalation = request.Escalation ?? [],
        TimeoutSeconds = request.TimeoutSeconds ?? approval.Timeout.TotalSeconds,
    };
}
