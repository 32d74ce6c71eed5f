using System.Text.Json.Serialization;

namespace Countersign.Contracts.Webhooks;

/// <summary>A webhook: an address that events are sent to, for whoever saved it.</summary>
public sealed record Webhook
{
    public required string WebhookId { get; init; }

    public required string Url { get; init; }

    public required IReadOnlyList<string> Events { get; init; }

    public WebhookFilter? Filter { get; init; }

    public required bool Enabled { get; init; }

    /// <summary>Why the server stopped sending; null while it is enabled and when a person disabled it.</summary>
    public string? DisabledReason { get; init; }

    /// <summary>Since when it is disabled.</summary>
    public DateTimeOffset? DisabledAt { get; init; }

    /// <summary>Whose it is: only events of jobs that they may read are sent.</summary>
    public required string Owner { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>How often the event that is its turn has failed; 0 when the last one arrived.</summary>
    public required int ConsecutiveFailures { get; init; }

    /// <summary>When that event is tried again; null when nothing waits for another try.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>Null before the first.</summary>
    public WebhookDelivery? LastDelivery { get; init; }

    /// <summary>The secret that the server made: only in the answer that saved it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Secret { get; init; }
}
