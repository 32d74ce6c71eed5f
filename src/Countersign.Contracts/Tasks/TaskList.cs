namespace Countersign.Contracts.Tasks;

/// <summary>One page of tasks.</summary>
/// <param name="Items">The newest first; built-in ones by category.</param>
/// <param name="Total">How many match, on all pages together.</param>
public sealed record TaskList(IReadOnlyList<TaskDefinition> Items, long Total);
