namespace Countersign.Kinds.AgentPlan;

/// <summary>What the operator lets plans be made of, and what a model may cost.</summary>
public sealed record AgentSettings
{
    /// <summary>Kinds that plans may be made of; empty for all that the server has. Never <c>agent.plan</c> itself.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>The most jobs of one plan.</summary>
    public int MaxJobs { get; init; } = 10;

    /// <summary>The most requests to the model for one plan version.</summary>
    public int MaxRounds { get; init; } = 6;

    /// <summary>The most tokens of one answer of the model.</summary>
    public int MaxTokens { get; init; } = 4096;

    /// <summary>The price of a million tokens that are sent; null where it is unknown.</summary>
    public double? InputPrice { get; init; }

    /// <summary>The price of a million tokens that come back; null where it is unknown.</summary>
    public double? OutputPrice { get; init; }
}
