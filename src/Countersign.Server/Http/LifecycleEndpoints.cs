using Countersign.Contracts.Errors;
using Countersign.Contracts.Jobs;
using Countersign.Server.Jobs;

namespace Countersign.Server.Http;

/// <summary>Moving jobs through their life: see <see cref="JobTransitions"/> for what is legal when.</summary>
public static class LifecycleEndpoints
{
    private const string Tag = "jobs";

    private static readonly EndpointProblem[] MoveProblems =
        [new(403, ErrorCodes.Forbidden), new(404, ErrorCodes.JobNotFound), new(409, ErrorCodes.IllegalTransition)];

    public static Endpoint Pause { get; } = new()
    {
        Name = "PauseJob",
        Method = "POST",
        Route = "api/jobs/{id}/pause",
        Tag = Tag,
        Summary = "Hold a job that is not final: a running step finishes, no other starts, and the time to decide stands still.",
        Handler = typeof(PauseJobHandler),
        Scope = EndpointScope.Write,
        Responses = [new(202, typeof(Job), "Paused, or paused already.")],
        Problems = MoveProblems,
    };

    public static Endpoint Resume { get; } = new()
    {
        Name = "ResumeJob",
        Method = "POST",
        Route = "api/jobs/{id}/resume",
        Tag = Tag,
        Summary = "Let a paused job go on from where it was; approval.expires_at moves by the time that the pause took.",
        Handler = typeof(ResumeJobHandler),
        Scope = EndpointScope.Write,
        Responses = [new(202, typeof(Job), "Resumed, or resumed already.")],
        Problems = MoveProblems,
    };

    public static Endpoint Cancel { get; } = new()
    {
        Name = "CancelJob",
        Method = "POST",
        Route = "api/jobs/{id}/cancel",
        Tag = Tag,
        Summary = "Cancel a job that is not final.",
        Handler = typeof(CancelJobHandler),
        Scope = EndpointScope.Write,
        Responses = [new(202, typeof(Job), "Cancelled; running work is told within 5 seconds.")],
        Problems = MoveProblems,
    };

    public static Endpoint Retry { get; } = new()
    {
        Name = "RetryJob",
        Method = "POST",
        Route = "api/jobs/{id}/retry",
        Tag = Tag,
        Summary = "Run a failed job on from the step that failed; finished steps keep their results, and an approval keeps counting for its plan.",
        Handler = typeof(RetryJobHandler),
        Scope = EndpointScope.Write,
        Responses = [new(202, typeof(Job), "Running again, with attempt one higher; or already so.")],
        Problems = MoveProblems,
    };

    public static Endpoint Rerun { get; } = new()
    {
        Name = "RerunJob",
        Method = "POST",
        Route = "api/jobs/{id}/rerun",
        Tag = Tag,
        Summary = "Start a new job from the same input, with its own plan and approval.",
        Handler = typeof(RerunJobHandler),
        Scope = EndpointScope.Write,
        Parameters = [new("Idempotency-Key", "Names the new job, so that a repeat answers with the same one; at most 200 characters.", In: "header")],
        Responses = [new(202, typeof(Job), "The new job; Location says where to ask after it. Idempotent-Replayed: true marks a repeat.")],
        Problems =
        [
            new(400, ErrorCodes.InvalidRequest), new(403, ErrorCodes.Forbidden), new(404, ErrorCodes.JobNotFound), new(409, ErrorCodes.JobExists),
        ],
    };

    public static Endpoint Patch { get; } = new()
    {
        Name = "PatchJob",
        Method = "PATCH",
        Route = "api/jobs/{id}",
        Tag = Tag,
        Summary = "Change name, tags or priority, or move the status to cancelled, paused, or back to what it was paused from.",
        Handler = typeof(PatchJobHandler),
        Scope = EndpointScope.Write,
        RequestType = typeof(PatchJobRequest),
        Responses = [new(200, typeof(Job), "The job as it is now.")],
        Problems =
        [
            new(400, ErrorCodes.InvalidRequest), .. MoveProblems,
            new(413, ErrorCodes.BodyTooLarge), new(415, ErrorCodes.UnsupportedMediaType),
        ],
    };

    public static Endpoint Delete { get; } = new()
    {
        Name = "DeleteJob",
        Method = "DELETE",
        Route = "api/jobs/{id}",
        Tag = Tag,
        Summary = "Remove a job that has ended, with everything that belongs to it.",
        Handler = typeof(DeleteJobHandler),
        Scope = EndpointScope.Write,
        Responses = [new(204, null, "Removed.")],
        Problems = [new(403, ErrorCodes.Forbidden), new(404, ErrorCodes.JobNotFound), new(409, ErrorCodes.JobActive)],
    };

    /// <summary>In the order of the document.</summary>
    public static IReadOnlyList<Endpoint> All { get; } = [Pause, Resume, Cancel, Retry, Rerun, Patch, Delete];
}
