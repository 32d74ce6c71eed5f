namespace Countersign.Embedded.Tests.Access;

/// <summary>
/// Who gets past the door of each endpoint, by role and by whose job it is. <c>ok</c> is any answer but a refusal of the caller;
/// everything else is the refusal's code.
/// </summary>
internal static class ScopeTable
{
    // What kinds of endpoints there are. An approver may decide on jobs of others that name nobody, and so may read them.
    private static readonly string[] Anybody = ["ok", "ok", "ok", "ok", "ok", "ok", "ok", "ok", "ok"];
    private static readonly string[] AnyRole = ["ok", "ok", "ok", "ok", "ok", "ok", "ok", "ok", "unauthenticated"];
    private static readonly string[] ReadsJob = ["ok", "job_not_found", "ok", "ok", "ok", "job_not_found", "ok", "ok", "unauthenticated"];
    private static readonly string[] ChangesOwnJob = ["ok", "job_not_found", "ok", "forbidden", "ok", "job_not_found", "ok", "ok", "unauthenticated"];
    private static readonly string[] RevisesPlan = ReadsJob;
    private static readonly string[] DecidesOnPlan = ["ok", "job_not_found", "ok", "ok", "not_an_approver", "job_not_found", "ok", "ok", "unauthenticated"];
    private static readonly string[] MakesLink = ["ok", "job_not_found", "ok", "forbidden", "not_an_approver", "job_not_found", "ok", "ok", "unauthenticated"];
    private static readonly string[] OwnTask =
        ["ok", "task_not_found", "ok", "task_not_found", "ok", "task_not_found", "ok", "ok", "unauthenticated"];

    private static readonly string[] OwnSchedule =
        ["ok", "schedule_not_found", "ok", "schedule_not_found", "ok", "schedule_not_found", "ok", "ok", "unauthenticated"];

    private static readonly string[] OwnWebhook =
        ["ok", "webhook_not_found", "ok", "webhook_not_found", "ok", "webhook_not_found", "ok", "ok", "unauthenticated"];

    private static readonly string[] AdminsOnly =
        ["admin_only", "admin_only", "admin_only", "admin_only", "admin_only", "admin_only", "ok", "ok", "unauthenticated"];

    /// <summary>The columns of the table: the caller's role, and whether the job is theirs.</summary>
    public static IReadOnlyList<(string? Role, bool IsOwn)> Columns { get; } =
    [
        ("user", true), ("user", false), ("approver", true), ("approver", false), ("agent", true), ("agent", false),
        ("admin", true), ("admin", false), (null, false),
    ];

    /// <summary>Endpoint to expectations, in the order of the columns.</summary>
    public static IReadOnlyDictionary<string, string[]> Rows { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["SubmitJob"] = AnyRole,
        ["ListJobs"] = AnyRole,
        ["ListAllJobs"] = AdminsOnly,
        ["GetJob"] = ReadsJob,
        ["CountJobs"] = AnyRole,
        ["GetMetrics"] = AnyRole,
        ["GetHealthStatus"] = Anybody,
        ["CancelJob"] = ChangesOwnJob,
        ["GetJobResult"] = ReadsJob,
        ["GetJobAnalysis"] = ReadsJob,
        ["GetJobSteps"] = ReadsJob,
        ["ListJobArtifacts"] = ReadsJob,
        ["GetJobArtifact"] = ReadsJob,
        ["HeadJobArtifact"] = ReadsJob,
        ["GetInstance"] = ReadsJob,
        ["CreateUpload"] = AnyRole,
        ["GetPlan"] = ReadsJob,
        ["ListPlanVersions"] = ReadsJob,
        ["GetPlanVersion"] = ReadsJob,
        ["DiffPlans"] = ReadsJob,
        ["EditPlan"] = RevisesPlan,
        ["RollbackPlan"] = RevisesPlan,
        ["DecidePlan"] = DecidesOnPlan,
        ["ListApprovals"] = AnyRole,
        ["DecideBatch"] = DecidesOnPlan,
        ["CreateApprovalLink"] = MakesLink,
        ["ShowApprovalLink"] = Anybody,
        ["UseApprovalLink"] = ["ok", "ok", "ok", "ok", "not_an_approver", "not_an_approver", "ok", "ok", "ok"],
        ["EvaluatePolicies"] = ReadsJob,
        ["GetJobEvents"] = ReadsJob,
        ["GetEvents"] = AnyRole,
        ["GetJobLogs"] = ReadsJob,
        ["Negotiate"] = AnyRole,
        ["SubmitJobDocument"] = AnyRole,
        ["ListJobDocuments"] = AnyRole,
        ["GetJobDocument"] = ReadsJob,
        ["GetJobDocumentResult"] = ReadsJob,
        ["GetDocumentCapabilities"] = AnyRole,
        ["GetDocumentHealth"] = Anybody,
        ["PauseJob"] = ChangesOwnJob,
        ["ResumeJob"] = ChangesOwnJob,
        ["RetryJob"] = ChangesOwnJob,
        ["RerunJob"] = ChangesOwnJob,
        ["PatchJob"] = ChangesOwnJob,
        ["DeleteJob"] = ChangesOwnJob,
        ["CreateBuild"] = AnyRole,
        ["ListBuilds"] = AnyRole,
        ["GetBuild"] = ReadsJob,
        ["CancelBuild"] = ChangesOwnJob,
        ["CreateCodeAnalysis"] = AnyRole,
        ["GetCodeAnalysis"] = ReadsJob,
        ["GenerateProject"] = AnyRole,
        ["CreateRun"] = AnyRole,
        ["ListRuns"] = AnyRole,
        ["GetRun"] = ReadsJob,
        ["PatchRun"] = ChangesOwnJob,
        ["DeleteRun"] = ChangesOwnJob,
        ["ApproveRun"] = DecidesOnPlan,
        ["GetRunLogs"] = ReadsJob,
        ["CreateTask"] = AnyRole,
        ["ListTasks"] = AnyRole,
        ["GetTask"] = OwnTask,
        ["PatchTask"] = OwnTask,
        ["ReplaceTask"] = OwnTask,
        ["DeleteTask"] = OwnTask,
        ["ListTemplates"] = AnyRole,
        ["CreateSchedule"] = AnyRole,
        ["ListSchedules"] = AnyRole,
        ["GetSchedule"] = OwnSchedule,
        ["PatchSchedule"] = OwnSchedule,
        ["DeleteSchedule"] = OwnSchedule,
        ["PauseSchedule"] = OwnSchedule,
        ["ResumeSchedule"] = OwnSchedule,
        ["GetScheduleTimes"] = OwnSchedule,
        ["CreateWebhook"] = AnyRole,
        ["ListWebhooks"] = AnyRole,
        ["GetWebhook"] = OwnWebhook,
        ["PatchWebhook"] = OwnWebhook,
        ["DeleteWebhook"] = OwnWebhook,
        ["ListWebhookDeliveries"] = OwnWebhook,
        ["RedeliverWebhook"] = OwnWebhook,
        ["GetKeys"] = Anybody,
        ["GetJobProof"] = ReadsJob,
        ["GetJobAudit"] = ReadsJob,
        ["ListAudit"] = AdminsOnly,
        ["VerifyAudit"] = AdminsOnly,
        ["GetDoctor"] = AdminsOnly,
        ["RepairFindings"] = AdminsOnly,
        ["PurgeJobs"] = AdminsOnly,
        ["GetCapabilities"] = AnyRole,
        ["GetStatistics"] = AnyRole,
        ["GetHealth"] = Anybody,
        ["GetLiveness"] = Anybody,
        ["GetReadiness"] = Anybody,
        ["GetOpenApi"] = Anybody,
        ["CreateToken"] = Anybody,
        ["CreateStreamTicket"] = AnyRole,
        ["GetDocs"] = Anybody,
        ["GetRedoc"] = Anybody,
        ["GetDocsAsset"] = Anybody,
    };
}
