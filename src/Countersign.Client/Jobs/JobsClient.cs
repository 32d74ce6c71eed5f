using System.Text.Json;
using Countersign.Client.Http;
using Countersign.Contracts;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Plans;
using Countersign.Contracts.Proof;
using Countersign.Contracts.Statistics;

namespace Countersign.Client.Jobs;

/// <summary>Submitting jobs, looking at them, and moving them through their life.</summary>
public sealed class JobsClient
{
    private const string Route = "api/jobs";
    private const string AdminRoute = "api/admin/jobs";
    private const int RowsOfAPage = 1000;

    private readonly ApiSender _sender;

    internal JobsClient(ApiSender sender) => _sender = sender;

    /// <summary>Submits a job. It is durable when the call returns.</summary>
    /// <param name="request">What is to be done.</param>
    /// <param name="idempotencyKey">
    /// At most 200 characters; a repeat with the same key and content answers with the same job. With it, or with a <c>job_id</c> in the
    /// request, a 429, a 503 and a connection that broke are tried again; without either, never.
    /// </param>
    /// <param name="cancellationToken">Stops waiting; the job may have been accepted.</param>
    public Task<Job> SubmitAsync(SubmitJobRequest request, string? idempotencyKey = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var call = Requests.Post(Route, request, Requests.Json.SubmitJobRequest).WithKey(idempotencyKey);
        return _sender.SendAsync(call with { IsRepeatable = call.IsRepeatable || request.JobId is not null }, ContractsJson.Default.Job, cancellationToken);
    }

    /// <summary>Reads a job.</summary>
    public Task<Job> GetAsync(string jobId, CancellationToken cancellationToken = default) =>
        _sender.SendAsync(Requests.Get(ApiPath.Job(jobId)), ContractsJson.Default.Job, cancellationToken);

    /// <summary>Every job that fits, page after page as it is read; newest first unless the query says otherwise.</summary>
    public IAsyncEnumerable<Job> ListAsync(JobQuery? query = null, CancellationToken cancellationToken = default) =>
        ListAsync(Route, query ?? new JobQuery(), cancellationToken);

    /// <summary>Everybody's jobs that fit; for administrators.</summary>
    public IAsyncEnumerable<Job> ListAllAsync(JobQuery? query = null, CancellationToken cancellationToken = default) =>
        ListAsync(AdminRoute, query ?? new JobQuery(), cancellationToken);

    /// <summary>One page, with how many jobs fit on all pages together.</summary>
    /// <param name="query">Which jobs.</param>
    /// <param name="cursor"><c>NextCursor</c> of the page before; null for the first.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<JobList> ListPageAsync(JobQuery? query = null, string? cursor = null, CancellationToken cancellationToken = default) =>
        ReadPageAsync(Route, query ?? new JobQuery(), cursor, cancellationToken);

    /// <summary>How your jobs stand by status and kind, and how long they took.</summary>
    public Task<JobBreakdown> CountAsync(CancellationToken cancellationToken = default) =>
        _sender.SendAsync(Requests.Get(Route + "/stats"), ContractsJson.Default.JobBreakdown, cancellationToken);

    /// <summary>Changes name, tags or priority, or moves the status.</summary>
    public Task<Job> UpdateAsync(string jobId, PatchJobRequest changes, CancellationToken cancellationToken = default) => _sender.SendAsync(
        Requests.Send(HttpMethod.Patch, ApiPath.Job(jobId), changes, Requests.Json.PatchJobRequest), ContractsJson.Default.Job, cancellationToken);

    /// <summary>Ends a job that has not ended. Running work is told within 5 seconds.</summary>
    public Task<Job> CancelAsync(string jobId, CancellationToken cancellationToken = default) => MoveAsync(jobId, "/cancel", cancellationToken);

    /// <summary>Holds a job: a running step finishes, no other starts, and the time to decide stands still.</summary>
    public Task<Job> PauseAsync(string jobId, CancellationToken cancellationToken = default) => MoveAsync(jobId, "/pause", cancellationToken);

    /// <summary>Lets a paused job go on from where it was.</summary>
    public Task<Job> ResumeAsync(string jobId, CancellationToken cancellationToken = default) => MoveAsync(jobId, "/resume", cancellationToken);

    /// <summary>Runs a failed job on from the step that failed, under the approval that it has.</summary>
    public Task<Job> RetryAsync(string jobId, CancellationToken cancellationToken = default) => MoveAsync(jobId, "/retry", cancellationToken);

    /// <summary>Starts a new job from the same input; returns the new one.</summary>
    /// <param name="jobId">The job whose input is taken.</param>
    /// <param name="idempotencyKey">Names the new job, so that a repeat answers with the same one; null for a new one each time.</param>
    /// <param name="cancellationToken">Stops waiting; the job may have been accepted.</param>
    public Task<Job> RerunAsync(string jobId, string? idempotencyKey = null, CancellationToken cancellationToken = default) =>
        _sender.SendAsync(Requests.Post(ApiPath.Job(jobId, "/rerun")).WithKey(idempotencyKey), ContractsJson.Default.Job, cancellationToken);

    /// <summary>Removes a job that has ended, with everything that belongs to it.</summary>
    public Task DeleteAsync(string jobId, CancellationToken cancellationToken = default) =>
        _sender.SendAsync(Requests.Delete(ApiPath.Job(jobId)), cancellationToken);

    /// <summary>How a job ended. Refused with <c>not_finished</c> before.</summary>
    public Task<JobResult> GetResultAsync(string jobId, CancellationToken cancellationToken = default) =>
        _sender.SendAsync(Requests.Get(ApiPath.Job(jobId, "/result")), ContractsJson.Default.JobResult, cancellationToken);

    /// <summary>The same as the server wrote it, with members that this version does not know.</summary>
    public Task<JsonElement> GetResultDocumentAsync(string jobId, CancellationToken cancellationToken = default) =>
        _sender.SendAsync(Requests.Get(ApiPath.Job(jobId, "/result")), ContractsJson.Default.JsonElement, cancellationToken);

    /// <summary>What was found out about the input. Refused with <c>analysis_not_ready</c> before.</summary>
    public Task<Analysis> GetAnalysisAsync(string jobId, CancellationToken cancellationToken = default) =>
        _sender.SendAsync(Requests.Get(ApiPath.Job(jobId, "/analysis")), ContractsJson.Default.Analysis, cancellationToken);

    /// <summary>What became of each step, in plan order. Refused with <c>plan_not_ready</c> before there is a plan.</summary>
    public async Task<IReadOnlyList<StepState>> GetStepsAsync(string jobId, CancellationToken cancellationToken = default) =>
        (await _sender.SendAsync(Requests.Get(ApiPath.Job(jobId, "/steps")), ContractsJson.Default.StepList, cancellationToken).ConfigureAwait(false)).Items;

    /// <summary>The lines that the job has written so far; <see cref="Events.EventsClient.FollowAsync"/> waits for more.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="after">The <c>seq</c> before the first line wanted.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public IAsyncEnumerable<LogLine> LogsAsync(string jobId, long after = 0, CancellationToken cancellationToken = default) => Pages.AfterAsync(
        after,
        RowsOfAPage,
        async (number, token) =>
        {
            var path = ApiPath.WithQuery(ApiPath.Job(jobId, "/logs"), ("after", ApiPath.Number(number)), ("limit", ApiPath.Number(RowsOfAPage)));
            var page = await _sender.SendAsync(Requests.Get(path), ContractsJson.Default.LogPage, token).ConfigureAwait(false);
            return (page.Items, page.Next);
        },
        cancellationToken);

    /// <summary>The job's audit rows so far, each chained to the one before it.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="after">The number before that of the first row wanted.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public IAsyncEnumerable<AuditRow> AuditAsync(string jobId, long after = 0, CancellationToken cancellationToken = default) => Pages.AfterAsync(
        after,
        RowsOfAPage,
        async (number, token) =>
        {
            var path = ApiPath.WithQuery(ApiPath.Job(jobId, "/audit"), ("after", ApiPath.Number(number)), ("limit", ApiPath.Number(RowsOfAPage)));
            var page = await _sender.SendAsync(Requests.Get(path), ContractsJson.Default.AuditPage, token).ConfigureAwait(false);
            return (page.Items, page.Next);
        },
        cancellationToken);

    /// <summary>
    /// The proof bundle as the server wrote it, for <see cref="ProofVerifier.Verify(JsonElement, JsonWebKeySet?)"/>: checked with keys
    /// that came by a way you trust, it shows that what ran is what was approved.
    /// </summary>
    public Task<JsonElement> GetProofAsync(string jobId, CancellationToken cancellationToken = default) =>
        _sender.SendAsync(Requests.Get(ApiPath.Job(jobId, "/proof")), ContractsJson.Default.JsonElement, cancellationToken);

    /// <summary>The job in the shape of a Durable Functions status query.</summary>
    public Task<InstanceStatus> GetInstanceAsync(string jobId, CancellationToken cancellationToken = default) =>
        _sender.SendAsync(Requests.Get(ApiPath.Of("api/instances", jobId)), ContractsJson.Default.InstanceStatus, cancellationToken);

    private IAsyncEnumerable<Job> ListAsync(string route, JobQuery query, CancellationToken cancellationToken) => Pages.FollowAsync(
        async (cursor, token) =>
        {
            var page = await ReadPageAsync(route, query, cursor, token).ConfigureAwait(false);
            return (page.Items, page.NextCursor);
        },
        cancellationToken);

    private Task<JobList> ReadPageAsync(string route, JobQuery query, string? cursor, CancellationToken cancellationToken) =>
        _sender.SendAsync(Requests.Get(query.ToPath(route, cursor)), ContractsJson.Default.JobList, cancellationToken);

    /// <summary>Not repeated by itself: between two tries somebody may have moved the job back, and the second would undo that.</summary>
    private Task<Job> MoveAsync(string jobId, string part, CancellationToken cancellationToken) =>
        _sender.SendAsync(Requests.Post(ApiPath.Job(jobId, part)), ContractsJson.Default.Job, cancellationToken);
}
