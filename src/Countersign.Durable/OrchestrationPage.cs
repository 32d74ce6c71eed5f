namespace Countersign.Durable;

/// <summary>A part of the answer to a query.</summary>
/// <param name="Instances">At most as many as were asked for.</param>
/// <param name="ContinuationToken">Asks for the next part; null after the last.</param>
public sealed record OrchestrationPage(IReadOnlyList<OrchestrationState> Instances, string? ContinuationToken);
