using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Countersign.Contracts;
using Countersign.Contracts.Hashing;
using Countersign.Contracts.Jobs;
using Countersign.Server.Access;
using Countersign.Server.Http;
using Countersign.Server.Limits;
using Countersign.Server.Ports;
using Countersign.Server.Telemetry;
using Countersign.Server.WakeUps;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Jobs;

/// <summary>Takes a checked submission. Naming it with <c>job_id</c> or <c>Idempotency-Key</c> makes repeats answer with the same job.</summary>
internal sealed class JobSubmission(JobRecords records, IJobStore jobs, WakeUpSender wakeUps, CreationLimit creations, TimeProvider clock)
{
    /// <summary>Adds the job, unless its identifier is taken, and answers as <c>POST /api/jobs</c> does.</summary>
    /// <param name="request">The request, which may carry a key.</param>
    /// <param name="submitted">The job that is wanted.</param>
    /// <param name="cancellationToken">Stops before the job is stored.</param>
    /// <param name="origin">What the job comes from, for the audit log; null for the request itself.</param>
    public async Task<IResult> AcceptAsync(
        ApiRequest request, SubmitJobRequest submitted, CancellationToken cancellationToken, AuditDraft? origin = null)
    {
        var outcome = await SubmitAsync(request, new NewJob(submitted, submitted) { Origin = origin }, cancellationToken);
        return outcome.ToResult();
    }

    /// <summary>Adds the job, unless its identifier is taken.</summary>
    /// <param name="request">The request, which may carry a key.</param>
    /// <param name="job">The job that is wanted.</param>
    /// <param name="cancellationToken">Stops before the job is stored.</param>
    public async Task<SubmissionOutcome> SubmitAsync(ApiRequest request, NewJob job, CancellationToken cancellationToken)
    {
        var (key, badKey) = IdempotencyKeys.Read(request.Http);
        return badKey is null ? await SubmitAsync(request.Caller, key, job, request, cancellationToken) : new SubmissionOutcome(badKey);
    }

    /// <summary>Adds a job that no request brings, unless its identifier is taken.</summary>
    /// <param name="caller">Whose job it is.</param>
    /// <param name="key">Names the job where it does not name itself; null for none.</param>
    /// <param name="job">The job that is wanted.</param>
    /// <param name="cancellationToken">Stops before the job is stored.</param>
    public Task<SubmissionOutcome> SubmitAsync(Caller caller, string? key, NewJob job, CancellationToken cancellationToken) =>
        SubmitAsync(caller, key, job, limited: null, cancellationToken);

    // The request counts against the caller's creations; where the server itself submits, there is none.
    private async Task<SubmissionOutcome> SubmitAsync(
        Caller caller, string? key, NewJob job, ApiRequest? limited, CancellationToken cancellationToken)
    {
        if (!TryDigest(job.Sent, out var digest))
        {
            return new SubmissionOutcome(
                Refusals.Invalid("input", "holds a number beyond the range of a double, which has no canonical form (RFC 8785)."));
        }

        var jobId = job.Content.JobId ?? (key is not null ? IdOfKey(caller, key) : TimeOrderedId.New(clock));
        using var permit = limited is null ? default : creations.Take(limited);
        if (permit.Refusal is { } refused && await jobs.GetAsync(jobId, cancellationToken) is null)
        {
            return new SubmissionOutcome(refused);
        }

        using var span = JobTracing.Submit(jobId, job.Content.Kind ?? "");
        var created = records.Create(jobId, job.Content, digest, caller) with { Older = job.Older, TraceParent = span?.Id };
        var existing = await jobs.TryCreateAsync(
            new JobChange { Record = created, Acts = job.Origin is null ? [] : [job.Origin] }, cancellationToken);
        if (existing is null)
        {
            permit.Keep();
            await wakeUps.HandOverAsync(created);
            return new SubmissionOutcome(created, Replayed: false);
        }

        return existing.RequestDigest == digest && existing.Job.Owner == created.Job.Owner
            ? new SubmissionOutcome(existing, Replayed: true)
            : new SubmissionOutcome(Refusals.JobExists(jobId));
    }

    private static bool TryDigest(SubmitJobRequest request, out string digest)
    {
        try
        {
            // The identifier may come from the body once and from a header the next time; it is not content.
            var content = JsonSerializer.SerializeToElement(request with { JobId = null }, ContractsJson.Default.SubmitJobRequest);
            digest = CanonicalJson.DigestOf(content);
            return true;
        }
        catch (FormatException)
        {
            digest = "";
            return false;
        }
    }

    /// <summary>The same key of the same user names the same job, on every instance of the server and after every restart.</summary>
    private static string IdOfKey(Caller caller, string key)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{caller.User}\n{key}"));
        return "key-" + Convert.ToHexStringLower(hash.AsSpan(0, 16));
    }
}
