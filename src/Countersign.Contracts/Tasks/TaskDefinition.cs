using System.Text.Json;
using Countersign.Contracts.Approvals;

namespace Countersign.Contracts.Tasks;

/// <summary>A task: a job that is written down, to be run again and again.</summary>
public sealed record TaskDefinition
{
    public required string TaskId { get; init; }

    /// <summary>The same as <see cref="TaskId"/>.</summary>
    public string Id => TaskId;

    public required string Name { get; init; }

    public required string Description { get; init; }

    /// <summary>The kind of its runs; null for <c>agent.plan</c> on the description.</summary>
    public string? Kind { get; init; }

    /// <summary>See <see cref="TaskRequest.Input"/>.</summary>
    public JsonElement? Input { get; init; }

    /// <summary>See <see cref="TaskRequest.Parameters"/>.</summary>
    public JsonElement? Parameters { get; init; }

    /// <summary>JSON Schema (2020-12) of the parameters; null when they are not checked.</summary>
    public JsonElement? ParameterSchema { get; init; }

    public required int MaxRounds { get; init; }

    public ApprovalRequest? Approval { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    public required bool Template { get; init; }

    /// <summary>Whether it ships with the product and cannot be changed.</summary>
    public required bool Builtin { get; init; }

    /// <summary>Whether this server knows the kind of its runs; without it, a run is refused.</summary>
    public required bool Available { get; init; }

    public string? Category { get; init; }

    public string? Complexity { get; init; }

    public required IReadOnlyList<string> Features { get; init; }

    public required IReadOnlyList<string> Languages { get; init; }

    public required IReadOnlyList<string> Frameworks { get; init; }

    /// <summary>Who saved it; null for a built-in one.</summary>
    public string? Owner { get; init; }

    /// <summary>Null for a built-in one.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Null for a built-in one.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>How its runs stand: those that the caller may see.</summary>
    public required TaskRuns Runs { get; init; }

    /// <summary>Completed runs of all runs, in per cent; 0 without runs.</summary>
    public double SuccessRate => Runs.Total == 0 ? 0 : Math.Round(100.0 * Runs.Completed / Runs.Total, 2);
}
