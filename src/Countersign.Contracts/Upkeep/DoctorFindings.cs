namespace Countersign.Contracts.Upkeep;

/// <summary>What the doctor finds, by name; never renamed.</summary>
public static class DoctorFindings
{
    /// <summary>A job has not ended and nothing runs it.</summary>
    public const string InstanceMissing = "instance_missing";

    /// <summary>A job has not ended, but its orchestration has.</summary>
    public const string InstanceEnded = "instance_ended";

    /// <summary>A job's orchestration cannot be run as things are.</summary>
    public const string InstanceParked = "instance_parked";

    /// <summary>An orchestration of a job that there is none of.</summary>
    public const string InstanceOrphaned = "instance_orphaned";

    /// <summary>A job has ended, but its orchestration runs on.</summary>
    public const string StatusDiffers = "status_differs";

    /// <summary>A message to an orchestration is owed for too long.</summary>
    public const string WakeUpOverdue = "wake_up_overdue";

    /// <summary>The plan that a job is held for or executes is not stored.</summary>
    public const string PlanMissing = "plan_missing";

    /// <summary>A job's events are not numbered without a gap.</summary>
    public const string EventsGap = "events_gap";

    /// <summary>Bytes of a step that no job lists.</summary>
    public const string ArtifactOrphaned = "artifact_orphaned";

    /// <summary>Bytes of an upload that there is none of.</summary>
    public const string UploadOrphaned = "upload_orphaned";

    /// <summary>A folder of a job's work that nobody has touched for a week.</summary>
    public const string FolderOrphaned = "folder_orphaned";

    /// <summary>A task or schedule names what there is none of.</summary>
    public const string DefinitionDangling = "definition_dangling";

    /// <summary>A row of the audit log is not as it was written.</summary>
    public const string AuditBroken = "audit_broken";

    /// <summary>A part of the service does not work.</summary>
    public const string PartUnhealthy = "part_unhealthy";
}
