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
    public const string NotTheOwner = "not_the_owner";
    public const string PlanNotReady = "plan_not_ready";
    public const string AnalysisNotReady = "analysis_not_ready";
    public const string PlanChanged = "plan_changed";
    public const string AlreadyDecided = "already_decided";
    public const string ApprovalClosed = "approval_closed";
    public const string ApprovalTimeout = "approval_timeout";
    public const string NotAnApprover = "not_an_approver";
    public const string SelfApproval = "self_approval";
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
}
