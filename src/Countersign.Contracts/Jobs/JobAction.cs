namespace Countersign.Contracts.Jobs;

/// <summary>What a client may ask of a job that exists. On the wire in snake_case.</summary>
public enum JobAction
{
    /// <summary>Hold the job: the step that runs finishes, no other starts, and no clock of it runs.</summary>
    Pause,

    /// <summary>Let a held job go on from where it was.</summary>
    Resume,

    /// <summary>End the job.</summary>
    Cancel,

    /// <summary>Run a failed job on, from the step that failed.</summary>
    Retry,

    /// <summary>Start a new job from the same input; this one stays as it is.</summary>
    Rerun,

    /// <summary>Remove the job with everything that belongs to it.</summary>
    Delete,
}
