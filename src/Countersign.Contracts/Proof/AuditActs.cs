namespace Countersign.Contracts.Proof;

/// <summary>
/// The acts that audit rows name, where they are not named after the event that tells the same (<see cref="Events.EventTypes"/>).
/// Never renamed.
/// </summary>
public static class AuditActs
{
    public const string Submitted = "submitted";
    public const string PlanMade = "plan_made";
    public const string PlanEdited = "plan_edited";

    /// <summary>Somebody tried to decide and was not let.</summary>
    public const string DecisionRefused = "decision_refused";

    /// <summary>A decision event came and no decision was stored.</summary>
    public const string EventForged = "event_forged";

    /// <summary>A decision on the held plan is stored that this server did not make.</summary>
    public const string DecisionForged = "decision_forged";

    /// <summary>A step found other bytes than the plan names.</summary>
    public const string InputsChanged = "inputs_changed";

    /// <summary>Nobody decided in time.</summary>
    public const string Expired = "expired";

    public const string Completed = "completed";
    public const string Failed = "failed";

    /// <summary>Somebody changed the job's name, tags or priority.</summary>
    public const string Changed = "changed";

    /// <summary>A failed job goes on in another attempt.</summary>
    public const string Retried = "retried";

    /// <summary>Somebody had the job made from another's input.</summary>
    public const string Rerun = "rerun";

    /// <summary>In the host's chain: a job and all that belongs to it was removed.</summary>
    public const string Deleted = "deleted";

    /// <summary>In the host's chain: something that the doctor found is mended.</summary>
    public const string Repaired = "repaired";

    /// <summary>In the host's chain: the first key.</summary>
    public const string KeyMade = "key_made";

    /// <summary>In the host's chain: another key signs from here on.</summary>
    public const string KeyRotated = "key_rotated";

    /// <summary>In the host's chain: a signed statement of how far job chains reached.</summary>
    public const string Checkpoint = "checkpoint";
}
