namespace Countersign.Contracts.Errors;

/// <summary>Stable codes of problem documents and job errors; never renamed.</summary>
public static class ErrorCodes
{
    public const string InvalidRequest = "invalid_request";
    public const string UnsupportedMediaType = "unsupported_media_type";
    public const string BodyTooLarge = "body_too_large";
    public const string NotFound = "not_found";
    public const string MethodNotAllowed = "method_not_allowed";
    public const string Unauthenticated = "unauthenticated";
    public const string HostNotAllowed = "host_not_allowed";
    public const string JobNotFound = "job_not_found";
    public const string JobExists = "job_exists";
    public const string IllegalTransition = "illegal_transition";
    public const string JobActive = "job_active";
    public const string Paused = "paused";
    public const string PlanNotReady = "plan_not_ready";
    public const string AnalysisNotReady = "analysis_not_ready";
    public const string PlanChanged = "plan_changed";
    public const string AlreadyDecided = "already_decided";
    public const string PreconditionRequired = "precondition_required";
    public const string PlanNotHeld = "plan_not_held";
    public const string PlanVersionNotFound = "plan_version_not_found";
    public const string TooManyVersions = "too_many_versions";
    public const string StepNeeded = "step_needed";
    public const string ExclusionDiffers = "exclusion_differs";
    public const string DecisionForged = "decision_forged";
    public const string IdempotencyKeyReused = "idempotency_key_reused";
    public const string Forbidden = "forbidden";
    public const string LinkNotFound = "link_not_found";
    public const string LinkExpired = "link_expired";
    public const string LinkUsed = "link_used";
    public const string TooManyLinks = "too_many_links";
    public const string SecretNotFound = "secret_not_found";
    public const string ApprovalClosed = "approval_closed";
    public const string ApprovalTimeout = "approval_timeout";
    public const string NotAnApprover = "not_an_approver";
    public const string AdminOnly = "admin_only";
    public const string SelfApproval = "self_approval";
    public const string TaskNotFound = "task_not_found";
    public const string TaskExists = "task_exists";
    public const string TaskActive = "task_active";
    public const string TaskBuiltin = "task_builtin";
    public const string NotFinished = "not_finished";
    public const string ChecksumMismatch = "checksum_mismatch";
    public const string InputNotFound = "input_not_found";
    public const string InputNotAllowed = "input_not_allowed";
    public const string InputsChanged = "inputs_changed";
    public const string PlanNotApproved = "plan_not_approved";
    public const string UploadTooLarge = "upload_too_large";
    public const string TimeLimit = "time_limit";
    public const string PlanInvalid = "plan_invalid";
    public const string InternalError = "internal_error";
    public const string ServiceUnavailable = "service_unavailable";
    public const string RateLimited = "rate_limited";
    public const string TooManySubscriptions = "too_many_subscriptions";
    public const string HubUnavailable = "hub_unavailable";
}
