using System.Text.Json;
using Countersign.Contracts.Approvals;
using Countersign.Contracts.Jobs;
using Countersign.Server.Access;
using Countersign.Server.Http;
using Countersign.Server.Jobs;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Upkeep;

/// <summary>Submits jobs of the server's own upkeep: the only way in which there can be any.</summary>
internal sealed class UpkeepSubmission(JobSubmission submission, IJobStore jobs)
{
    /// <summary>Whose jobs are those that the clock submits. Nobody's caller: only administrators see them.</summary>
    private static readonly Caller Server = new(AuditDraft.System, []);

    /// <summary>Submits a job for the administrator who asks, and answers as <c>POST /api/jobs</c> does.</summary>
    public async Task<IResult> AcceptAsync(ApiRequest request, string kind, JsonElement input, CancellationToken cancellationToken)
    {
        var content = ContentOf(kind, input, jobId: null);
        return (await submission.SubmitAsync(request, new NewJob(content, content), cancellationToken)).ToResult();
    }

    /// <summary>Submits a job of the server's own, unless its identifier is taken.</summary>
    /// <returns>Whether there is such a job of the server's now; false where somebody else's has the identifier.</returns>
    public async Task<bool> SubmitAsync(string kind, JsonElement input, string jobId, CancellationToken cancellationToken)
    {
        var content = ContentOf(kind, input, jobId);
        var outcome = await submission.SubmitAsync(Server, key: null, new NewJob(content, content), cancellationToken);

        // Another host may have been faster, at another moment and so with another input.
        return outcome.Record is not null
            || (await jobs.GetAsync(jobId, cancellationToken) is { } existing && Server.Owns(existing.Job.Owner));
    }

    private static SubmitJobRequest ContentOf(string kind, JsonElement input, string? jobId) => new()
    {
        Kind = kind,
        Input = input,
        JobId = jobId,
        Approval = new ApprovalRequest { Mode = kind == UpkeepKinds.Health ? ApprovalMode.None : ApprovalMode.Policy },
    };
}
