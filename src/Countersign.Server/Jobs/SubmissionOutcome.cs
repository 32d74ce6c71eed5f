using Countersign.Server.Http;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Jobs;

/// <summary>What became of a submission: a job or a refusal.</summary>
/// <param name="Record">The job; null when there is none.</param>
/// <param name="Replayed">Whether an earlier request with the same content had made it.</param>
/// <param name="Refusal">Why there is none; null otherwise.</param>
internal sealed record SubmissionOutcome(JobRecord? Record, bool Replayed, Refusal? Refusal = null)
{
    public SubmissionOutcome(Refusal refusal)
        : this(null, Replayed: false, refusal)
    {
    }

    /// <summary>The answer of <c>POST /api/jobs</c>.</summary>
    public IResult ToResult() => Record is null ? Refusal! : new SubmittedResult(Record.Job, Replayed);
}
