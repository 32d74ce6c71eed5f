namespace Countersign.Contracts.Events;

/// <summary>The lifecycle names of events; wire names, never renamed.</summary>
public static class EventTypes
{
    public const string AnalysisStart = "analysis_start";
    public const string PlanReady = "plan_ready";
    public const string PlanRevised = "plan_revised";
    public const string ApprovalRequired = "approval_required";
    public const string Vote = "vote";
    public const string Escalated = "escalated";
    public const string Approved = "approved";
    public const string Rejected = "rejected";
    public const string Paused = "paused";

    /// <summary>A paused job goes on, or a failed one that is retried.</summary>
    public const string Resumed = "resumed";
    public const string Cancelled = "cancelled";
    public const string StepStarted = "step_started";
    public const string StepCompleted = "step_completed";
    public const string StepFailed = "step_failed";
    public const string StepSkipped = "step_skipped";
    public const string Progress = "progress";
    public const string Log = "log";
    public const string Completion = "completion";
    public const string Failure = "failure";

    /// <summary>Every one of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        AnalysisStart, PlanReady, PlanRevised, ApprovalRequired, Vote, Escalated, Approved, Rejected, Paused, Resumed, Cancelled,
        StepStarted, StepCompleted, StepFailed, StepSkipped, Progress, Log, Completion, Failure,
    ];

    /// <summary>Whether a stream of one job ends after an event of this type.</summary>
    public static bool EndsStream(string type) => type is Completion or Failure or Cancelled or Rejected;

    /// <summary>The SignalR target that carries events of this type.</summary>
    public static string TargetOf(string type) => type switch
    {
        Progress => "job_progress",
        Log => "job_log",
        Completion => "job_complete",
        Failure => "job_error",
        _ => "job_status_change",
    };
}
