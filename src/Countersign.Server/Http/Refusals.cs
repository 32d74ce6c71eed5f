using System.Globalization;
using Countersign.Contracts.Approvals;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Jobs;
using Countersign.Kinds;
using Countersign.Server.Ports;

namespace Countersign.Server.Http;

/// <summary>Every expected error of the API, each with its status and stable code.</summary>
public static partial class Refusals
{
    public static Refusal Invalid(FieldErrors errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        var fields = errors.ToDictionary();
        var first = fields.First();
        var more = fields.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $" (and {fields.Count - 1} more)") : "";
        return new Refusal(400, ErrorCodes.InvalidRequest, "The request is not valid", $"{first.Key}: {first.Value[0]}{more}")
        {
            Errors = fields,
        };
    }

    public static Refusal Invalid(string field, string message)
    {
        var errors = new FieldErrors();
        errors.Add(field, message);
        return Invalid(errors);
    }

    public static Refusal UnsupportedMediaType(string? found, string allowed) =>
        new(415, ErrorCodes.UnsupportedMediaType, "The body has another media type",
            $"Content-Type is '{found ?? "absent"}'; allowed is {allowed}.");

    public static Refusal BodyTooLarge(long limit) =>
        new(413, ErrorCodes.BodyTooLarge, "The body is too large",
            string.Create(CultureInfo.InvariantCulture, $"A body may have {limit} bytes (Limits:MaxBodyBytes)."));

    public static Refusal UploadTooLarge(long limit) =>
        new(413, ErrorCodes.UploadTooLarge, "The upload is too large",
            string.Create(CultureInfo.InvariantCulture, $"An upload may have {limit} bytes (Limits:MaxUploadBytes)."));

    public static Refusal RouteNotFound(string path) =>
        new(404, ErrorCodes.NotFound, "There is nothing here", $"No endpoint answers '{path}'. GET /api/openapi.json lists them all.");

    public static Refusal MethodNotAllowed(string method, string path, IReadOnlyList<string> allowed) =>
        new(405, ErrorCodes.MethodNotAllowed, "The method is not allowed here",
            $"'{path}' does not answer {method}; allowed: {string.Join(", ", allowed)}.") { Allow = allowed };

    public static Refusal WebSocketOnly(string path) =>
        new(400, ErrorCodes.InvalidRequest, "Only WebSockets are answered here",
            $"'{path}' answers WebSockets (RFC 6455): send Upgrade: websocket. GET /api/jobs/{{id}}/events is the same over plain HTTP.");

    public static Refusal JobNotFound(string jobId) =>
        new(404, ErrorCodes.JobNotFound, "There is no such job", $"No job has the id '{jobId}'.");

    public static Refusal ArtifactNotFound(string jobId, string name) =>
        new(404, ErrorCodes.ArtifactNotFound, "There is no such artifact",
            $"Job '{jobId}' has no artifact '{name}' of that step and attempt. GET /api/jobs/{jobId}/artifacts lists what it has.");

    public static Refusal RangeNotSatisfiable(long size) =>
        new(416, ErrorCodes.RangeNotSatisfiable, "The range is not within the artifact",
            string.Create(CultureInfo.InvariantCulture, $"The artifact has {size} bytes."));

    public static Refusal PreconditionFailed(string found) =>
        new(412, ErrorCodes.PreconditionFailed, "The artifact is another one", $"Its ETag is {found}.");

    public static Refusal JobExists(string jobId) =>
        new(409, ErrorCodes.JobExists, "The job id is taken",
            $"The job '{jobId}' exists with other content. Send the same content to get it again, or another job_id or Idempotency-Key.");

    /// <param name="status">The job's status.</param>
    /// <param name="pausedFrom">What it was paused from; null unless it is paused.</param>
    /// <param name="action">What was asked of it.</param>
    public static Refusal IllegalTransition(JobStatus status, JobStatus? pausedFrom, JobAction action) =>
        IllegalTransition(status, pausedFrom, $"does not take {SnakeCase.NameOf(action)}");

    /// <param name="status">The job's status.</param>
    /// <param name="pausedFrom">What it was paused from; null unless it is paused.</param>
    /// <param name="wanted">The status that was asked for.</param>
    public static Refusal IllegalTransition(JobStatus status, JobStatus? pausedFrom, JobStatus wanted) =>
        IllegalTransition(status, pausedFrom, $"cannot become {SnakeCase.NameOf(wanted)}");

    public static Refusal JobActive(JobStatus status) =>
        new(409, ErrorCodes.JobActive, "The job has not ended",
            $"The job is {SnakeCase.NameOf(status)}; only a job that has ended can be removed. Cancel it first.");

    public static Refusal DecisionForged(int version) =>
        new(409, ErrorCodes.DecisionForged, "The store holds a decision that this server did not make",
            $"Somebody wrote a decision on plan version {version} into the database. It has no effect, and none is stored in its place: edit the plan, "
            + "also without a change, which makes a new version that can be decided on; or cancel the job.");

    public static Refusal Paused(string by) =>
        new(409, ErrorCodes.Paused, "The job is paused",
            $"{by} paused it: its plan cannot be decided on or changed, and its time to decide stands still. POST .../resume first.");

    public static Refusal AnalysisNotReady(JobStatus status) =>
        new(409, ErrorCodes.AnalysisNotReady, "There is no analysis yet",
            $"The job is {SnakeCase.NameOf(status)}; the analysis is stored before the event plan_ready.") { RetryAfterSeconds = RetrySoon(status) };

    public static Refusal PlanNotReady(JobStatus status) =>
        new(409, ErrorCodes.PlanNotReady, "There is no plan yet",
            $"The job is {SnakeCase.NameOf(status)}; the event plan_ready says when there is a plan.") { RetryAfterSeconds = RetrySoon(status) };

    public static Refusal NotFinished(JobStatus status) =>
        new(409, ErrorCodes.NotFinished, "The job has not ended",
            $"The job is {SnakeCase.NameOf(status)}; its result is there once it is final.") { RetryAfterSeconds = RetrySoon(status) };

    public static Refusal PlanChanged(string given, string current) =>
        new(409, ErrorCodes.PlanChanged, "The plan is not the one you saw",
            $"plan_hash is '{given}', the current plan's is '{current}'. Read the plan again before deciding.");

    public static Refusal AlreadyDecided(Decision decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        var how = decision switch
        {
            { Approved: true, Exclude.Count: > 0 } => $"approved it without {string.Join(", ", decision.Exclude)}",
            { Approved: true } => "approved it",
            { Replan: true } => "rejected it and asked for another plan",
            _ => "rejected it",
        };
        return AlreadyDecided(decision.Actor, how, decision.At);
    }

    public static Refusal AlreadyVoted(Vote vote)
    {
        ArgumentNullException.ThrowIfNull(vote);
        return AlreadyDecided(vote.Actor, vote.Approved ? "approved it" : "rejected it", vote.At);
    }

    public static Refusal StepNeeded(IReadOnlyList<string> needed) =>
        new(409, ErrorCodes.StepNeeded, "Other steps need what is to be left out", string.Join("; ", needed) + ". Leave those out as well, or none.");

    public static Refusal ExclusionDiffers(Vote earlier)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        var what = earlier.Exclude.Count == 0 ? "the whole plan" : $"the plan without {string.Join(", ", earlier.Exclude)}";
        return new Refusal(409, ErrorCodes.ExclusionDiffers, "Somebody approved something else",
            $"{earlier.Actor} approved {what}; everybody who approves must name the same steps in exclude. Agree to that, reject, or edit the plan.");
    }

    public static Refusal EditorsApproval(string user) =>
        new(403, ErrorCodes.SelfApproval, "You may not approve your own plan version",
            $"'{user}' made this version, its approval has allow_self: false, and one vote decides.");

    public static Refusal LinkNotFound() =>
        new(404, ErrorCodes.LinkNotFound, "This link opens nothing", "There is no such link, or its job is gone. Ask for another.");

    public static Refusal LinkExpired(DateTimeOffset at) =>
        new(410, ErrorCodes.LinkExpired, "This link has expired",
            string.Create(CultureInfo.InvariantCulture, $"It could be used until {at:yyyy-MM-dd'T'HH:mm:ss'Z'}. Ask for another."));

    public static Refusal LinkUsed(DateTimeOffset at) =>
        new(410, ErrorCodes.LinkUsed, "This link has been used",
            string.Create(CultureInfo.InvariantCulture, $"A decision was made with it at {at:yyyy-MM-dd'T'HH:mm:ss'Z'}; it decides once."));

    public static Refusal TooManyLinks(int limit) =>
        new(409, ErrorCodes.TooManyLinks, "The job has too many links",
            string.Create(CultureInfo.InvariantCulture, $"A job may have {limit} links that are not expired."));

    public static Refusal KeyReused() =>
        new(409, ErrorCodes.IdempotencyKeyReused, "The Idempotency-Key was used for another decision",
            "The same key was sent before with other content. Send the same content to get its answer again, or another key.");

    public static Refusal Forbidden(string what) =>
        new(403, ErrorCodes.Forbidden, "You may read this job and not do that", what);

    public static Refusal PreconditionRequired(string hash) =>
        new(428, ErrorCodes.PreconditionRequired, "Say which version you change",
            $"If-Match is absent; allowed is the ETag of the plan that you read. The current one is \"{hash}\".");

    public static Refusal PlanNotMatched(string given, string current) =>
        new(412, ErrorCodes.PlanChanged, "The plan is not the one you read",
            $"What you change is '{given}', the current plan is '{current}'. Read the plan again before changing it.");

    public static Refusal PlanNotHeld(JobStatus status) =>
        new(409, ErrorCodes.PlanNotHeld, "The plan cannot be changed now",
            $"The job is {SnakeCase.NameOf(status)}; a plan can be changed while it is awaiting_approval.");

    public static Refusal PlanVersionNotFound(long version, int newest) =>
        new(404, ErrorCodes.PlanVersionNotFound, "There is no such plan version",
            string.Create(CultureInfo.InvariantCulture, $"The version is {version}; there are 1 to {newest}."));

    public static Refusal TooManyVersions(int limit) =>
        new(409, ErrorCodes.TooManyVersions, "The plan has been changed too often",
            string.Create(CultureInfo.InvariantCulture, $"A job's plan may have {limit} versions."));

    /// <summary>The kind, or the rules of every plan, do not take an edited one.</summary>
    public static Refusal PlanInvalid(IReadOnlyList<StepProblem> problems)
    {
        ArgumentNullException.ThrowIfNull(problems);
        var errors = new FieldErrors();
        foreach (var problem in problems)
        {
            errors.Add(problem.Step is null ? "steps" : $"steps.{problem.Step}", problem.Reason);
        }

        return new Refusal(422, ErrorCodes.PlanInvalid, "The plan cannot be run as it stands", string.Join(" ", problems.Take(5)))
        {
            Errors = errors.ToDictionary(),
        };
    }

    public static Refusal ApprovalClosed(string why) =>
        new(409, ErrorCodes.ApprovalClosed, "The plan can no longer be decided on", why);

    public static Refusal NotAnApprover(string user) =>
        new(403, ErrorCodes.NotAnApprover, "You may not decide on this plan",
            $"'{user}' is neither named among the approvers nor has a role that is.");

    public static Refusal SelfApproval(string user) =>
        new(403, ErrorCodes.SelfApproval, "You may not decide on your own job",
            $"'{user}' submitted the job, and its approval has allow_self: false.");

    public static Refusal TooManyCalls(int limit) =>
        new(429, ErrorCodes.RateLimited, "Too many calls",
            string.Create(CultureInfo.InvariantCulture, $"A connection may make {limit} calls a minute."));

    public static Refusal TooManySubscriptions(int limit) =>
        new(429, ErrorCodes.TooManySubscriptions, "Too many subscriptions",
            string.Create(CultureInfo.InvariantCulture, $"A connection may follow {limit} jobs and tasks at a time. Unsubscribe from some, or follow all."));

    public static Refusal HubUnavailable() =>
        new(503, ErrorCodes.HubUnavailable, "There is no hub",
            "This server is not connected to a SignalR service, so it has no hub. Follow jobs with GET /api/jobs/{id}/events instead.");

    public static Refusal Internal() =>
        new(500, ErrorCodes.InternalError, "Something went wrong here",
            "The server failed to answer. The trace_id finds the reason in its log.");

    public static Refusal HubCallFailed() =>
        new(500, ErrorCodes.InternalError, "Something went wrong here",
            "The server failed to answer the call, and its log says why. The call may be repeated.");

    public static Refusal Unavailable() =>
        new(503, ErrorCodes.ServiceUnavailable, "The service cannot do that right now",
            "The store did not take the request; nothing was changed. GET /api/health says what is wrong.") { RetryAfterSeconds = 5 };

    private static Refusal AlreadyDecided(string actor, string how, DateTimeOffset at) =>
        new(409, ErrorCodes.AlreadyDecided, "The plan has been decided on",
            string.Create(CultureInfo.InvariantCulture, $"{actor} {how} at {at:yyyy-MM-dd'T'HH:mm:ss'Z'}."));

    private static Refusal IllegalTransition(JobStatus status, JobStatus? pausedFrom, string problem)
    {
        var allowed = JobTransitions.ActionsIn(status).Select(action => TargetOf(action, pausedFrom) is { } target
            ? $"{SnakeCase.NameOf(action)} ({SnakeCase.NameOf(target)})"
            : SnakeCase.NameOf(action));
        return new Refusal(409, ErrorCodes.IllegalTransition, "The job cannot do that now",
            $"The job is {SnakeCase.NameOf(status)} and {problem}; allowed now: {string.Join(", ", allowed)}.");
    }

    /// <summary>The status that an action leads to; null when the job keeps its own, or goes.</summary>
    private static JobStatus? TargetOf(JobAction action, JobStatus? pausedFrom) => action switch
    {
        JobAction.Pause => JobStatus.Paused,
        JobAction.Resume => pausedFrom,
        JobAction.Cancel => JobStatus.Cancelled,
        JobAction.Retry => JobStatus.Running,
        _ => null,
    };

    private static int? RetrySoon(JobStatus status) => status.IsFinal() ? null : 1;
}
