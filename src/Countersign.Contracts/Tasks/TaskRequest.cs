using System.Text.Json;
using Countersign.Contracts.Approvals;

namespace Countersign.Contracts.Tasks;

/// <summary>The body of <c>POST</c>, <c>PUT</c> and <c>PATCH</c> of tasks; a patch leaves what it does not name.</summary>
public sealed record TaskRequest
{
    /// <summary>Chosen by the client on <c>POST</c>; made by the server when absent.</summary>
    public string? TaskId { get; init; }

    /// <summary>Required but for a patch.</summary>
    public string? Name { get; init; }

    /// <summary>What the task is for; the goal of the plan where there is no <see cref="Kind"/>.</summary>
    public string? Description { get; init; }

    /// <summary>The kind of its runs; without one they are <c>agent.plan</c> with the description as their goal.</summary>
    public string? Kind { get; init; }

    /// <summary>
    /// The input of its runs. With a <see cref="ParameterSchema"/>, <c>{"$parameter": "name"}</c> stands for a parameter's value and
    /// <c>{"$parameters": true}</c> for all of them; what stands for an absent one is left out.
    /// </summary>
    public JsonElement? Input { get; init; }

    /// <summary>Parameters of its runs that a run does not name. Without a schema they are members of the input.</summary>
    public JsonElement? Parameters { get; init; }

    /// <summary>JSON Schema (2020-12) of the parameters; they are checked against it whenever the task is used.</summary>
    public JsonElement? ParameterSchema { get; init; }

    /// <summary>How many plan versions the planner of a run may make. 1 to 20, default 3.</summary>
    public int? MaxRounds { get; init; }

    public ApprovalRequest? Approval { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Whether it is listed as a template. Default false.</summary>
    public bool? Template { get; init; }

    /// <summary>Such as <c>frontend</c>, <c>backend</c>, <c>fullstack</c>.</summary>
    public string? Category { get; init; }

    /// <summary>Such as <c>beginner</c>, <c>intermediate</c>, <c>advanced</c>.</summary>
    public string? Complexity { get; init; }

    public IReadOnlyList<string>? Features { get; init; }

    public IReadOnlyList<string>? Languages { get; init; }

    public IReadOnlyList<string>? Frameworks { get; init; }
}
