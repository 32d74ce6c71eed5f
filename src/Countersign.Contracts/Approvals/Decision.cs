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

    /// <summary>Ids of steps that were approved to be left out, in plan order; empty for the whole plan.</summary>
    public IReadOnlyList<string> Exclude { get => field ?? []; init; }

    /// <summary>Whether a rejection asks the planner for another version that answers its feedback.</summary>
    public bool Replan { get; init; }

    /// <summary>How the deciding answer came where the actor did not send it signed in: <c>link of user:NAME</c>, who made the link.</summary>
    public string? Via { get; init; }

    /// <summary>
    /// A compact JWS of type <see cref="Proof.JwsTypes.Decision"/> whose payload is this decision without the signature. Stands
    /// where the decision is stored, not in the copies that jobs and events show.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Signature { get; init; }
}
