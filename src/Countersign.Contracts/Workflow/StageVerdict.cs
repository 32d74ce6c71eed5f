namespace Countersign.Contracts.Workflow;

/// <summary>What an orchestration does after an activity.</summary>
public enum StageVerdict
{
    /// <summary>Go on.</summary>
    Proceed,

    /// <summary>The machine failed; call again after the given wait, with the next attempt number.</summary>
    Retry,

    /// <summary>What the plan was made from has changed; analyse and plan again, in the round that comes with the verdict.</summary>
    Replan,

    /// <summary>The job has reached a final status; end.</summary>
    Stopped,

    /// <summary>The job is paused and nothing was begun; wait for the given event, then call again.</summary>
    Paused,
}
