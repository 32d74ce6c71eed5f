namespace Countersign.Server.Ports;

/// <summary>A message that an orchestration is owed. On disk in snake_case.</summary>
public enum WakeUp
{
    /// <summary>The orchestration is to be started.</summary>
    Start,

    /// <summary>The event of the job's gate is to be raised.</summary>
    Decision,

    /// <summary>The event that the orchestration is held at is to be raised, because the job goes on.</summary>
    Resume,

    /// <summary>The orchestration is to be ended, because the job is.</summary>
    Stop,

    /// <summary>The job is to be removed, with its orchestrations; for clients it is gone already.</summary>
    Remove,
}
