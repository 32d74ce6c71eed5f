namespace Countersign.Contracts.Events;

/// <summary>What only the subscriber gets who asked, and no log keeps; wire names. Events go by <see cref="EventTypes.TargetOf"/>.</summary>
public static class HubTargets
{
    /// <summary>A subscription stands; carries a <see cref="HubSubscription"/>.</summary>
    public const string Connected = "connected";

    /// <summary>The job as it is now; carries a <see cref="Jobs.Job"/>.</summary>
    public const string JobStatus = "job_status";

    /// <summary>Answers <see cref="HubMethods.Ping"/>; carries nothing.</summary>
    public const string Pong = "pong";
}
