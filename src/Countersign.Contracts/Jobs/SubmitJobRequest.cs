using System.Text.Json;
using System.Text.Json.Serialization;
using Countersign.Contracts.Approvals;

namespace Countersign.Contracts.Jobs;

/// <summary>The body of <c>POST /api/jobs</c>.</summary>
public sealed record SubmitJobRequest
{
    /// <summary>Required but for the run of a task, which has the task's.</summary>
    public string? Kind { get; init; }

    /// <summary>
    /// The kind's own input; its schema stands in <c>GET /api/capabilities</c>. Required but for the run of a task, whose input is
    /// made of the task's and the parameters.
    /// </summary>
    public JsonElement? Input { get; init; }

    /// <summary>With a task only, and without an input: parameters by name; the task's own stand for absent ones.</summary>
    // Older requests have none, and the digest of such a one must not change.
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Parameters { get; init; }

    public string? Name { get; init; }

    /// <summary>Chosen by the client to make the request idempotent; made by the server when absent.</summary>
    public string? JobId { get; init; }

    /// <summary>
    /// The task that this is a run of: what stands there is taken where it is absent here. An identifier that names no task only
    /// groups jobs, and these bring kind and input themselves.
    /// </summary>
    public string? TaskId { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public ApprovalRequest? Approval { get; init; }

    /// <summary>-10 to 10. Default 0.</summary>
    public int? Priority { get; init; }

    /// <summary>How many plan versions the planner may make, the first included. 1 to 20, default 3.</summary>
    public int? MaxRounds { get; init; }

    /// <summary>What the job may use at most.</summary>
    public Plans.Estimate? Budget { get; init; }
}
