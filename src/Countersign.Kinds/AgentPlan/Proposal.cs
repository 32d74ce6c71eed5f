namespace Countersign.Kinds.AgentPlan;

/// <summary>What a planner proposes, before people's words narrow it.</summary>
internal sealed record Proposal
{
    /// <summary>Numbers of jobs, in the planner's order.</summary>
    public IReadOnlyList<int> Chosen { get; init; } = [];

    public IReadOnlyList<RefusedJob> Refused { get; init; } = [];

    /// <summary>What is to be submitted as jobs of their own once these ones are done; sentences.</summary>
    public IReadOnlyList<string> FollowUps { get; init; } = [];

    /// <summary>How the planner came to it; sentences.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];
}
