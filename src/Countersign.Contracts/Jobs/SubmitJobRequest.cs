using System.Text.Json;
using Countersign.Contracts.Approvals;

namespace Countersign.Contracts.Jobs;

/// <summary>The body of <c>POST /api/jobs</c>.</summary>
public sealed record SubmitJobRequest
{
    public required string Kind { get; init; }

    /// <summary>The kind's own input; its schema stands in <c>GET /api/capabilities</c>.</summary>
    public required JsonElement Input { get; init; }

    public string? Name { get; init; }

    /// <summary>Chosen by the client to make the request idempotent; made by the server when absent.</summary>
    public string? JobId { get; init; }

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
