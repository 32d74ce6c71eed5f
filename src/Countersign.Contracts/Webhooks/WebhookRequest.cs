namespace Countersign.Contracts.Webhooks;

/// <summary>The body that saves a webhook, or changes what it names.</summary>
public sealed record WebhookRequest
{
    /// <summary>Chosen by the client, as a <c>job_id</c>; made by the server when absent. Only for a new webhook.</summary>
    public string? WebhookId { get; init; }

    /// <summary>Where events go: http or https, of a host in <c>Http:AllowedHosts</c>.</summary>
    public string? Url { get; init; }

    /// <summary>Lifecycle names of events, or <c>*</c> alone for all of them.</summary>
    public IReadOnlyList<string>? Events { get; init; }

    /// <summary>What deliveries are signed with, 16 to 256 characters; made by the server for a new webhook without one. Never read back.</summary>
    public string? Secret { get; init; }

    /// <summary>Which jobs' events; absent for all that whoever saves it may read.</summary>
    public WebhookFilter? Filter { get; init; }

    /// <summary>Default true.</summary>
    public bool? Enabled { get; init; }
}
