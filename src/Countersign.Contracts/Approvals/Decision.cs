using System.Text.Json.Serialization;

namespace Countersign.Contracts.Approvals;

/// <summary>The one decision on a plan version. Stored once; what the executing side reads and believes.</summary>
public sealed record Decision
{
    public required string JobId { get; init; }

    public required int PlanVersion { get; init; }

    /// <summary>The hash of the plan that was decided on.</summary>
    public required string PlanHash { get; init; }

    public required bool Approved { get; init; }

    /// <summary>Who decided, from the token: <c>user:NAME</c>, or <c>policy:NAME</c> where a rule did.</summary>
    public required string Actor { get; init; }

    public required DateTimeOffset At { get; init; }

    public string? Feedback { get; init; }

    /// <summary>
    /// A compact JWS of type <see cref="Proof.JwsTypes.Decision"/> whose payload is this decision without the signature. Stands
    /// where the decision is stored, not in the copies that jobs and events show.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Signature { get; init; }
}
